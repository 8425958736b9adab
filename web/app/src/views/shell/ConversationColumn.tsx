import { memo } from 'react';
import type { Entry } from '@parlance/client';
import { MessagesSquare, Plus } from 'lucide-react';
import { Link, useRoute } from 'wouter';
import { useChat } from '../session-context.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { classes } from '../ui/classes.ts';
import { EmptyState, ErrorNote, Loading } from '../ui/Notes.tsx';
import { useStore } from '../use-store.ts';
import { useText } from '../use-text.ts';
import { useFace } from '../people/use-face.ts';
import { When } from '../ui/When.tsx';

/** One's conversations, the one last spoken in first. */
export function ConversationColumn({ className }: { className?: string }) {
  const t = useText();
  const { conversations } = useChat();
  const state = useStore(conversations.state);
  const entries = useStore(conversations.entries);
  const [, params] = useRoute('/c/:id');
  const openId = Number(params?.id);
  return (
    <section aria-label={t.common.chats} className={classes('flex min-h-0 w-full flex-col border-line max-md:flex-1 md:w-80 md:shrink-0 md:border-e', className)}>
      <header className="flex items-center justify-between px-4 pt-4 pb-2">
        <h1 className="text-xl font-semibold">{t.common.chats}</h1>
        <Link href="/people" aria-label={t.common.newChat} title={t.common.newChat} className="inline-flex size-10 items-center justify-center rounded-lg hover:bg-hover">
          <Plus aria-hidden className="size-5" />
        </Link>
      </header>
      {state.state === 'failed' ? (
        <div className="p-4">
          <ErrorNote error={state.message} onRetry={() => void conversations.load()} />
        </div>
      ) : state.state === 'loading' && entries.length === 0 ? (
        <Loading />
      ) : entries.length === 0 ? (
        <EmptyState icon={<MessagesSquare />} title={t.common.noChats} action={<Link href="/rooms" className="font-medium text-accent underline">{t.common.browseRooms}</Link>}>
          {t.common.noChatsHint}
        </EmptyState>
      ) : (
        <ul className="min-h-0 flex-1 overflow-y-auto px-2 pb-2">
          {entries.map((entry) => (
            <ConversationRow key={entry.conversation.id} entry={entry} isOpen={entry.conversation.id === openId} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** Drawn again only when something of it changed: in a busy room the list changes with every frame. */
const ConversationRow = memo(function ConversationRow({ entry, isOpen }: { entry: Entry; isOpen: boolean }) {
  const t = useText();
  const face = useFace(entry.conversation);
  const { newest, unread, unread_mentions: mentions } = entry;
  return (
    <li className="[content-visibility:auto] [contain-intrinsic-size:auto_4rem]">
      <Link
        href={`/c/${entry.conversation.id}`}
        aria-current={isOpen ? 'page' : undefined}
        className={classes('flex items-center gap-3 rounded-xl px-2 py-2', isOpen ? 'bg-selected' : 'hover:bg-hover')}
      >
        <Avatar name={face.name} id={face.id} url={face.url} square={face.isRoom} online={face.online} />
        <span className="min-w-0 flex-1">
          <span className="flex items-baseline gap-2">
            <span className={classes('min-w-0 flex-1 truncate', unread > 0 ? 'font-semibold' : 'font-medium')}>{face.name}</span>
            {newest && <When time={newest.sent_at} className="shrink-0 text-xs text-muted" />}
          </span>
          <span className="flex items-center gap-2">
            <span className="min-w-0 flex-1 truncate text-sm text-muted">{newest ? previewOf(newest, t.common) : t.common.nothingYet}</span>
            {unread > 0 && (
              <span className="min-w-5 shrink-0 rounded-full bg-accent px-1.5 text-center text-xs leading-5 font-semibold text-accent-ink">
                {mentions > 0 && '@'}
                {unread > 99 ? '99+' : unread}
                <span className="sr-only">{t.common.unread}</span>
              </span>
            )}
          </span>
        </span>
      </Link>
    </li>
  );
});

function previewOf(message: NonNullable<Entry['newest']>, t: { deletedMessage: string; attachment: string }): string {
  if (message.deleted) return t.deletedMessage;
  return message.content === '' && message.attachments?.length ? t.attachment : message.content;
}
