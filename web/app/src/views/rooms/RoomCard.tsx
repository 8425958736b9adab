import { useState } from 'react';
import type { Conversation } from '@parlance/client';
import { KeyRound, Users } from 'lucide-react';
import { useLocation } from 'wouter';
import { useChat } from '../session-context.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Button } from '../ui/Button.tsx';
import { sentenceOf } from '../ui/Notes.tsx';
import { toast } from '../ui/toasts.ts';
import { useStore } from '../use-store.ts';
import { useText } from '../use-text.ts';
import { AskPassword } from './AskPassword.tsx';

/** A room in the list, with the way in. */
export function RoomCard({ room }: { room: Conversation }) {
  const t = useText();
  const chat = useChat();
  const [, go] = useLocation();
  const isMember = useStore(chat.conversations.entries, (entries) => entries.some((entry) => entry.conversation.id === room.id));
  const [busy, setBusy] = useState(false);
  const [asksPassword, setAsksPassword] = useState(false);

  async function enter() {
    if (isMember) return go(`/c/${room.id}`);
    if (room.privacy === 'password') return setAsksPassword(true);
    setBusy(true);
    try {
      await chat.join(room.id);
      go(`/c/${room.id}`);
    } catch (error) {
      toast(sentenceOf(error), { kind: 'error' });
      setBusy(false);
    }
  }

  return (
    <li className="flex flex-col gap-3 rounded-2xl border border-line bg-raised p-4">
      <div className="flex items-start gap-3">
        <Avatar name={room.name} id={room.id} url={room.thumbnail_url} square />
        <div className="min-w-0 flex-1">
          <h2 className="line-clamp-2 font-semibold">{room.name}</h2>
          <p className="flex flex-wrap items-center gap-x-3 text-sm text-muted">
            <span className="inline-flex items-center gap-1">
              <Users aria-hidden className="size-3.5" />
              {t.rooms.members(room.members)}
            </span>
            {room.privacy === 'password' && (
              <span className="inline-flex items-center gap-1">
                <KeyRound aria-hidden className="size-3.5" />
                {t.rooms.password}
              </span>
            )}
          </p>
        </div>
      </div>
      {room.description && <p className="line-clamp-3 text-sm">{room.description}</p>}
      <div className="mt-auto flex items-center justify-between gap-2">
        <span className="min-w-0 truncate text-sm text-muted">{room.category && (t.rooms.categories[room.category] ?? room.category)}</span>
        {/* Among many buttons of one word, a screen reader needs to know which room. */}
        <Button size="small" look={isMember ? 'secondary' : 'primary'} busy={busy} onClick={() => void enter()} aria-label={`${isMember ? t.rooms.open : t.rooms.join}: ${room.name}`}>
          {isMember ? t.rooms.open : t.rooms.join}
        </Button>
      </div>
      {asksPassword && <AskPassword room={room.name} join={(password) => chat.join(room.id, password)} onJoined={() => go(`/c/${room.id}`)} onClose={() => setAsksPassword(false)} />}
    </li>
  );
}
