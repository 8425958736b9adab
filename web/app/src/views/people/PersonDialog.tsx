import { useEffect, useState } from 'react';
import type { User } from '@parlance/client';
import { Ban, Flag, MessageSquare } from 'lucide-react';
import { useLocation } from 'wouter';
import { spoken } from '../../i18n/index.ts';
import { useChat } from '../session-context.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Button } from '../ui/Button.tsx';
import { Confirm } from '../ui/Confirm.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { ErrorNote, Loading } from '../ui/Notes.tsx';
import { shortTime } from '../ui/When.tsx';
import { useStore } from '../use-store.ts';
import { useText } from '../use-text.ts';
import ReportDialog from './ReportDialog.tsx';

/** Who somebody is, and what one can do: write, block, report. */
export default function PersonDialog({ user: id, onClose }: { user: number; onClose(): void }) {
  const t = useText();
  const chat = useChat();
  const user = useStore(chat.people.of(id));
  return (
    <Dialog open onClose={onClose} title={user?.name ?? t.people.title}>
      {user ? <Person user={user} onClose={onClose} /> : <Loading />}
    </Dialog>
  );
}

function Person({ user, onClose }: { user: User; onClose(): void }) {
  const t = useText();
  const chat = useChat();
  const [, go] = useLocation();
  const language = useStore(spoken, (value) => value.locale);
  const presence = useStore(chat.people.presenceOf(user.id));
  const blocked = useStore(chat.blocks.users);
  const [asks, setAsks] = useState<'block' | 'report' | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  useEffect(() => chat.client.watch([user.id]), [chat, user.id]);
  useEffect(() => {
    if (!chat.blocks.users.value) void chat.blocks.load().catch(() => undefined);
  }, [chat]);

  const isMe = user.id === chat.me.value.id;
  const isBlocked = blocked?.some((one) => one.id === user.id) ?? false;
  const role = user.guest ? t.people.guest : user.role === 'moderator' ? t.people.moderator : user.role === 'admin' ? t.people.admin : null;
  const seen = presence?.online ? t.people.online : presence?.last_seen ? t.people.lastSeen(shortTime(presence.last_seen, language)) : t.people.offline;

  async function write() {
    try {
      const { id } = await chat.openDirect(user.id);
      onClose();
      go(`/c/${id}`);
    } catch (error) {
      setFailure(error);
    }
  }

  return (
    <div className="flex flex-col gap-4 pb-3">
      <div className="flex items-center gap-4">
        <Avatar name={user.name} id={user.id} url={user.avatar_url} size="huge" />
        <div className="min-w-0">
          {user.username && <p className="truncate font-medium">@{user.username}</p>}
          {role && <p className="text-sm text-muted">{role}</p>}
          <p className="text-sm text-muted">{isMe ? t.people.thisIsYou : seen}</p>
          <p className="text-sm text-muted">{t.people.since(new Date(user.created_at).toLocaleDateString(language, { dateStyle: 'medium' }))}</p>
        </div>
      </div>
      {user.bio && <p className="whitespace-pre-wrap">{user.bio}</p>}
      {failure !== null && <ErrorNote error={failure} />}
      {!isMe && (
        <div className="flex flex-wrap gap-2">
          <Button look="primary" icon={<MessageSquare className="size-4" />} disabled={isBlocked} onClick={() => void write()}>
            {t.people.message}
          </Button>
          {isBlocked ? (
            <Button onClick={() => void chat.blocks.unblock(user).catch(setFailure)}>{t.people.unblock}</Button>
          ) : (
            <Button icon={<Ban className="size-4" />} onClick={() => setAsks('block')}>
              {t.people.block}
            </Button>
          )}
          <Button look="quiet-danger" icon={<Flag className="size-4" />} onClick={() => setAsks('report')}>
            {t.people.report}
          </Button>
        </div>
      )}
      {asks === 'block' && <Confirm title={t.people.blockQuestion(user.name)} hint={t.people.blockHint} action={t.people.block} onConfirm={() => chat.blocks.block(user)} onClose={() => setAsks(null)} />}
      {asks === 'report' && <ReportDialog user={user.id} name={user.name} onClose={() => setAsks(null)} />}
    </div>
  );
}
