import { useState } from 'react';
import { Link2, LogOut, UserPlus, X } from 'lucide-react';
import { useLocation } from 'wouter';
import { useFace } from '../people/use-face.ts';
import { PickPeople } from '../people/PickPeople.tsx';
import { useChat } from '../session-context.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Button, IconButton } from '../ui/Button.tsx';
import { Confirm } from '../ui/Confirm.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { sentenceOf } from '../ui/Notes.tsx';
import { toast } from '../ui/toasts.ts';
import { useStore } from '../use-store.ts';
import { useText } from '../use-text.ts';
import { HostTools } from './HostTools.tsx';
import { MemberList } from './MemberList.tsx';

/** Beside a conversation: what it is, who is in it, its invite link, and what host and moderators can change. */
export default function RoomPanel({ conversation: id, onClose }: { conversation: number; onClose(): void }) {
  const chat = useChat();
  const entry = useStore(chat.conversations.entries, (entries) => entries.find((one) => one.conversation.id === id));
  return entry ? <Panel entry={entry} onClose={onClose} /> : null;
}

function Panel({ entry, onClose }: { entry: NonNullable<ReturnType<ReturnType<typeof useChat>['conversations']['get']>>; onClose(): void }) {
  const t = useText();
  const chat = useChat();
  const [, go] = useLocation();
  const { conversation, self } = entry;
  const face = useFace(conversation);
  const [asks, setAsks] = useState<'leave' | 'clear' | 'add' | null>(null);
  const isDirect = conversation.kind === 'direct';
  const link = `${location.origin}/app/j/${encodeURIComponent(conversation.key)}`;

  async function add(users: number[]) {
    try {
      for (const user of users) await chat.client.request('add_member', { conversation: conversation.id, user });
      setAsks(null);
    } catch (error) {
      toast(sentenceOf(error), { kind: 'error' });
    }
  }

  return (
    <section aria-label={t.rooms.details} className="flex min-h-0 flex-1 flex-col">
      <header className="flex items-center justify-between px-4 py-3">
        <h2 className="font-semibold">{t.rooms.details}</h2>
        <IconButton label={t.common.close} onClick={onClose}>
          <X />
        </IconButton>
      </header>
      <div className="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto px-4 pb-4">
        <div className="flex flex-col items-center gap-2 text-center">
          <Avatar name={face.name} id={face.id} url={face.url} square={face.isRoom} size="large" online={face.online} />
          <h3 className="text-lg font-semibold">{face.name}</h3>
          {conversation.description && <p className="text-sm whitespace-pre-wrap text-muted">{conversation.description}</p>}
        </div>
        {conversation.kind === 'room' && (
          <div className="flex flex-col gap-1">
            <h3 className="text-sm font-medium">{t.rooms.inviteLink}</h3>
            <div className="flex items-center gap-2 rounded-lg border border-line bg-surface ps-3">
              <span className="min-w-0 flex-1 truncate text-sm">{link}</span>
              <IconButton label={t.rooms.copyLink} onClick={() => void navigator.clipboard.writeText(link).then(() => toast(t.common.copied))}>
                <Link2 />
              </IconButton>
            </div>
          </div>
        )}
        {!isDirect && (
          <>
            {(conversation.kind === 'group' || self.role !== 'member') && (
              <Button icon={<UserPlus className="size-4" />} onClick={() => setAsks('add')}>
                {t.rooms.addPeople}
              </Button>
            )}
            <HostTools entry={entry} />
            <MemberList conversation={conversation} self={self} />
          </>
        )}
        <div className="flex flex-col gap-2 border-t border-line pt-4">
          <Button look="quiet" onClick={() => setAsks('clear')}>
            {t.rooms.clear}
          </Button>
          {!isDirect && (
            <Button look="quiet-danger" icon={<LogOut className="size-4" />} onClick={() => setAsks('leave')}>
              {t.rooms.leave}
            </Button>
          )}
        </div>
      </div>
      {asks === 'leave' && (
        <Confirm
          title={t.rooms.leaveQuestion}
          hint={t.rooms.leaveHint}
          action={t.rooms.leave}
          onClose={() => setAsks(null)}
          onConfirm={async () => {
            await chat.client.request('leave', { conversation: conversation.id });
            go('/');
          }}
        />
      )}
      {asks === 'clear' && (
        <Confirm
          title={t.rooms.clearQuestion}
          hint={t.rooms.clearHint}
          action={t.rooms.clear}
          onClose={() => setAsks(null)}
          onConfirm={async () => {
            await chat.client.request('clear', { conversation: conversation.id });
            await chat.conversations.load();
            go('/');
          }}
        />
      )}
      {asks === 'add' && (
        <Dialog open onClose={() => setAsks(null)} title={t.rooms.addPeople}>
          <PickPeople action={t.rooms.addPeople} onPicked={(users) => void add(users.map((user) => user.id))} />
        </Dialog>
      )}
    </section>
  );
}
