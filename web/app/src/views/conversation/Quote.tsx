import { useEffect } from 'react';
import { CornerUpLeft } from 'lucide-react';
import type { Message } from '@parlance/client';
import { plainText } from '../../state/markdown.ts';
import { useStore } from '../use-store.ts';
import { useText } from '../use-text.ts';
import { orToast, useShown } from './model-context.ts';

/** Above a reply: what it answers. A click goes there. */
export function Quote({ reply }: { reply: Message }) {
  const t = useText();
  const { model } = useShown();
  const id = reply.reply_to!;
  const origin = useStore(model.origins.of(id));
  useEffect(() => {
    const held = model.timeline.state.value.messages.find((message) => message.id === id);
    if (held) model.origins.take(held);
    else model.origins.find(id, reply.seq);
  }, [model, id, reply.seq]);

  const line = 'mb-0.5 flex max-w-full items-center gap-1.5 text-sm text-muted';
  if (!origin || origin === 'gone' || origin.deleted) {
    return (
      <p className={line}>
        <CornerUpLeft aria-hidden className="size-3.5 shrink-0" />
        <span className="truncate italic">{origin ? t.conversation.quoteGone : '…'}</span>
      </p>
    );
  }
  return (
    <button
      type="button"
      onClick={() => orToast(model.timeline.goTo(origin.seq))}
      className={`${line} rounded hover:text-ink`}
    >
      <span className="sr-only">{t.conversation.goToQuote(origin.name)}: </span>
      <CornerUpLeft aria-hidden className="size-3.5 shrink-0" />
      <span className="max-w-40 shrink-0 truncate font-medium">{origin.name}</span>
      <span className="truncate">{plainText(origin.content) || t.common.attachment}</span>
    </button>
  );
}
