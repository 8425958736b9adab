import type { Message } from '@parlance/client';
import { Copy, Flag, Link2, Pencil, Reply, SmilePlus, Trash2, UserRound } from 'lucide-react';
import { useChat } from '../session-context.ts';
import { ContextItem, ContextLine } from '../ui/Menu.tsx';
import { toast } from '../ui/toasts.ts';
import { useText } from '../use-text.ts';
import { orToast, useShown } from './model-context.ts';

const quick = ['👍', '❤️', '😂', '😮', '😢', '🎉'];

/** Everything that can be done with a message. */
export function MessageMenu({ message, onPickEmoji }: { message: Message; onPickEmoji(): void }) {
  const t = useText();
  const { me } = useChat();
  const { model, canWrite, canModerate, showPerson, confirmDelete, report, focusComposer } = useShown();
  const isMine = message.sender === me.value.id;
  const copy = (text: string) => orToast(navigator.clipboard.writeText(text).then(() => toast(t.common.copied)));
  const then = (work: () => void) => () => {
    work();
    // The menu goes first.
    setTimeout(focusComposer);
  };
  return (
    <>
      {canWrite && (
        <>
          <div role="group" aria-label={t.conversation.react} className="flex justify-between max-sm:flex-wrap">
            {quick.map((emoji) => (
              <ContextItem key={emoji} label={emoji} className="size-10 justify-center p-0! text-xl" onSelect={() => orToast(model.react(message, emoji))}>
                {emoji}
              </ContextItem>
            ))}
          </div>
          <ContextItem icon={<SmilePlus />} onSelect={onPickEmoji}>
            {t.conversation.react}…
          </ContextItem>
          <ContextItem icon={<Reply />} onSelect={then(() => model.reply(message))}>
            {t.conversation.reply}
          </ContextItem>
          {isMine && (
            <ContextItem icon={<Pencil />} onSelect={then(() => model.beginEdit(message))}>
              {t.conversation.edit}
            </ContextItem>
          )}
          <ContextLine />
        </>
      )}
      {message.content !== '' && (
        <ContextItem icon={<Copy />} onSelect={() => copy(message.content)}>
          {t.conversation.copyText}
        </ContextItem>
      )}
      <ContextItem icon={<Link2 />} onSelect={() => copy(`${location.origin}/app/c/${message.conversation}?seq=${message.seq}`)}>
        {t.conversation.copyLink}
      </ContextItem>
      {!isMine && (
        <>
          <ContextItem icon={<UserRound />} onSelect={() => showPerson(message.sender)}>
            {t.conversation.profile}
          </ContextItem>
          <ContextItem icon={<Flag />} onSelect={() => report(message)}>
            {t.conversation.report}
          </ContextItem>
        </>
      )}
      {(isMine || canModerate) && canWrite && (
        <>
          <ContextLine />
          <ContextItem icon={<Trash2 />} danger onSelect={() => confirmDelete(message)}>
            {t.conversation.delete}
          </ContextItem>
        </>
      )}
    </>
  );
}
