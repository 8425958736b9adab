import type { Message } from '@parlance/client';
import { Tooltip } from 'radix-ui';
import { useState } from 'react';
import { useChat } from '../session-context.ts';
import { classes } from '../ui/classes.ts';
import { useText } from '../use-text.ts';
import { orToast, useShown } from './model-context.ts';

const maxNamed = 15;

/** What others felt about a message; a click joins them or takes it back. */
export function Reactions({ message }: { message: Message }) {
  const t = useText();
  const { me } = useChat();
  const { model, canWrite } = useShown();
  if (!message.reactions?.length) return null;
  return (
    <ul aria-label={t.conversation.react} className="mt-1 flex flex-wrap gap-1">
      {message.reactions.map(({ emoji, users }) => {
        const isMine = users.includes(me.value.id);
        return (
          <li key={emoji}>
            <Who users={users} emoji={emoji}>
              <button
                type="button"
                aria-pressed={isMine}
                aria-label={t.conversation.toggleReaction(emoji, users.length, isMine)}
                disabled={!canWrite}
                onClick={() => orToast(model.react(message, emoji))}
                className={classes('flex h-7 items-center gap-1.5 rounded-full border px-2 text-sm tabular-nums max-md:h-8', isMine ? 'border-accent bg-accent-soft text-ink' : 'border-line bg-raised hover:bg-hover')}
              >
                <span aria-hidden>{emoji}</span>
                <span aria-hidden>{users.length}</span>
              </button>
            </Who>
          </li>
        );
      })}
    </ul>
  );
}

/** Names are looked up when somebody wants to know them. */
function Who({ users, emoji, children }: { users: readonly number[]; emoji: string; children: React.ReactNode }) {
  const t = useText();
  const chat = useChat();
  const { model } = useShown();
  const [isOpen, setOpen] = useState(false);
  const names = isOpen
    ? users.slice(0, maxNamed).map((user) => (user === chat.me.value.id ? t.conversation.you : (model.members.get(user)?.name ?? chat.people.of(user).value?.name ?? '…')))
    : [];
  const some = names.join(', ');
  return (
    <Tooltip.Root onOpenChange={setOpen}>
      <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content sideOffset={4} collisionPadding={8} className="z-50 max-w-72 rounded-md bg-ink px-2 py-1 text-xs text-page shadow-raised">
          {t.conversation.reactedWith(emoji, users.length > maxNamed ? t.conversation.andMore(some, users.length - maxNamed) : some)}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
