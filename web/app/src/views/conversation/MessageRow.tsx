import { memo, useMemo, useState } from 'react';
import { Ellipsis, Pencil, Reply, SmilePlus } from 'lucide-react';
import { ParlanceError, type Message, type Refusal } from '@parlance/client';
import { spoken } from '../../i18n/index.ts';
import type { Row } from '../../state/rows.ts';
import { useChat } from '../session-context.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Button, IconButton } from '../ui/Button.tsx';
import { classes } from '../ui/classes.ts';
import { sentenceOf } from '../ui/sentence.ts';
import { useStore } from '../use-store.ts';
import { useText } from '../use-text.ts';
import { Attachments } from './Attachments.tsx';
import { EmojiPopover } from './EmojiPopover.tsx';
import { Markdown } from './Markdown.tsx';
import { orToast, useShown } from './model-context.ts';
import { Quote } from './Quote.tsx';
import { Reactions } from './Reactions.tsx';
import { DayLine, UnreadLine } from './Separators.tsx';
import { Ticks } from './Ticks.tsx';

type MessageRowProps = Omit<Row, 'key'> & {
  rowKey: string;
  /** Pointed at or focused: shows what can be done. */
  isActive: boolean;
  /** The one row that Tab stops at. */
  isCurrent: boolean;
  /** Somebody just came here for it. */
  isPointedOut: boolean;
};

/** One message, or one on its way. Drawn again only when something of it changed. */
export const MessageRow = memo(function MessageRow({ rowKey, message, outgoing, startsGroup, startsDay, startsUnread, isActive, isCurrent, isPointedOut }: MessageRowProps) {
  const t = useText();
  const chat = useChat();
  const { showPerson, canWrite } = useShown();
  const isMine = message.sender === chat.me.value.id;
  const person = useStore(chat.people.of(message.sender));
  const name = person?.name ?? message.name;
  const [isPicking, setPicking] = useState(false);
  const canAct = !message.deleted && !outgoing && canWrite;
  return (
    <>
      {startsDay && <DayLine time={message.sent_at} />}
      {startsUnread && <UnreadLine />}
      <div
        role="article"
        aria-label={t.conversation.says(isMine ? t.conversation.you : name, message.deleted ? t.conversation.deleted : message.content || t.conversation.sentFile)}
        tabIndex={isCurrent ? 0 : -1}
        data-key={rowKey}
        data-seq={outgoing ? undefined : message.seq}
        className={classes(
          'group relative flex gap-3 px-4 outline-offset-[-2px] transition-colors duration-700',
          startsGroup ? 'pt-2.5 pb-0.5' : 'py-0.5',
          isPointedOut ? 'bg-mark/60' : isActive || isPicking ? 'bg-surface duration-0' : 'duration-0',
        )}
      >
        <div className="w-9 shrink-0 text-center">
          {startsGroup ? (
            <button type="button" tabIndex={-1} onClick={() => showPerson(message.sender)} aria-label={t.conversation.profileOf(name)} className="rounded-full">
              <Avatar name={name} id={message.sender} url={person?.avatar_url ?? message.avatar_url} />
            </button>
          ) : (
            (isActive || isCurrent) && <Time time={message.sent_at} className="text-[0.5625rem] leading-6 tracking-tighter whitespace-nowrap opacity-0 group-hover:opacity-100 group-focus:opacity-100" />
          )}
        </div>
        <div className="min-w-0 flex-1">
          {message.reply_to !== undefined && !message.deleted && <Quote reply={message} />}
          {startsGroup && (
            <p className="flex items-baseline gap-2">
              <button type="button" tabIndex={-1} onClick={() => showPerson(message.sender)} className="min-w-0 truncate font-semibold hover:underline">
                {name}
              </button>
              <Time time={message.sent_at} className="shrink-0 text-xs" />
            </p>
          )}
          <Body message={message} isFaint={outgoing?.state === 'sending'} />
          {outgoing?.state === 'failed' && <NotSent refusal={outgoing.pending.refusal} clientId={outgoing.pending.clientId} />}
          <Reactions message={message} />
        </div>
        {isMine && !message.deleted && (
          <div className="shrink-0 self-end">
            <Ticks seq={message.seq} outgoing={outgoing} />
          </div>
        )}
        {canAct && (isActive || isPicking) && <Toolbar message={message} isMine={isMine} isPicking={isPicking} onPicking={setPicking} />}
      </div>
    </>
  );
});

function Body({ message, isFaint }: { message: Message; isFaint: boolean }) {
  const t = useText();
  const chat = useChat();
  const { model, showPerson } = useShown();
  const { mentions } = message;
  const members = useStore(model.members.all, (all) => (mentions?.length ? all : null));
  const mentioned = useMemo(
    () => (mentions && members ? mentions.flatMap((user) => (model.members.get(user) ? [{ user, name: model.members.get(user)!.name }] : [])) : none),
    [mentions, members, model],
  );
  if (message.deleted) return <p className="text-muted italic">{t.conversation.deleted}</p>;
  return (
    <div className={classes('transition-colors', isFaint && 'text-muted')}>
      {message.content !== '' && <Markdown text={message.content} mentioned={mentioned} me={chat.me.value.id} onPerson={showPerson} />}
      {message.edited_at !== undefined && <span className="text-xs text-muted">({t.conversation.edited})</span>}
      {message.attachments && message.attachments.length > 0 && <Attachments attachments={message.attachments} />}
    </div>
  );
}

const none: readonly never[] = [];

function Time({ time, className }: { time: number; className: string }) {
  const language = useStore(spoken, (value) => value.locale);
  const date = new Date(time);
  return (
    <time dateTime={date.toISOString()} title={date.toLocaleString(language)} className={classes('text-muted tabular-nums', className)}>
      {date.toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit' })}
    </time>
  );
}

function NotSent({ refusal, clientId }: { refusal: Refusal | undefined; clientId: string }) {
  const t = useText();
  const { client } = useChat();
  return (
    <p role="alert" className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-danger">
      <span>
        {t.conversation.notSent} {refusal && sentenceOf(new ParlanceError(refusal))}
      </span>
      <Button size="small" onClick={() => client.retry(clientId)}>
        {t.common.tryAgain}
      </Button>
      <Button size="small" look="quiet" onClick={() => client.discard(clientId)}>
        {t.conversation.discard}
      </Button>
    </p>
  );
}

/** What is done most, beside the message. Everything is in its menu, too. */
function Toolbar({ message, isMine, isPicking, onPicking }: { message: Message; isMine: boolean; isPicking: boolean; onPicking(on: boolean): void }) {
  const t = useText();
  const { model, focusComposer } = useShown();
  return (
    <div role="toolbar" aria-label={t.conversation.actions} className="absolute end-4 -top-4 z-10 flex rounded-lg border border-line bg-raised shadow-raised pointer-coarse:hidden">
      <EmojiPopover
        open={isPicking}
        onOpenChange={onPicking}
        onPick={(emoji) => {
          onPicking(false);
          orToast(model.react(message, emoji));
        }}
        trigger={
          <IconButton size="small" label={t.conversation.react}>
            <SmilePlus />
          </IconButton>
        }
      />
      <IconButton
        size="small"
        label={t.conversation.reply}
        onClick={() => {
          model.reply(message);
          focusComposer();
        }}
      >
        <Reply />
      </IconButton>
      {isMine && (
        <IconButton
          size="small"
          label={t.conversation.edit}
          onClick={() => {
            model.beginEdit(message);
            focusComposer();
          }}
        >
          <Pencil />
        </IconButton>
      )}
      <IconButton size="small" label={t.conversation.actions} aria-haspopup="menu" onClick={(event) => openMenuAt(event.currentTarget)}>
        <Ellipsis />
      </IconButton>
    </div>
  );
}

/** Opens the menu of the message as a right click would, below the element. */
export function openMenuAt(element: Element): void {
  const { left, bottom } = element.getBoundingClientRect();
  element.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX: left, clientY: Math.min(bottom, innerHeight - 8) }));
}
