import { Pencil, Reply, X } from 'lucide-react';
import { IconButton } from '../ui/Button.tsx';
import { plainText } from '../../state/markdown.ts';
import { useStore } from '../use-store.ts';
import { useText } from '../use-text.ts';
import { useShown } from './model-context.ts';

/** What is answered or edited. */
export function AboveComposer() {
  const t = useText();
  const { model, focusComposer } = useShown();
  const { reply, edit } = useStore(model.draft);
  const quoted = edit ?? reply;
  if (!quoted) return null;
  return (
    <div className="flex items-center gap-2 border-b border-line py-1 ps-3 pe-1 text-sm">
      {edit ? <Pencil aria-hidden className="size-4 shrink-0 text-accent" /> : <Reply aria-hidden className="size-4 shrink-0 text-accent" />}
      <p className="min-w-0 flex-1 truncate">
        <span className="font-medium">{edit ? t.conversation.editing : t.conversation.replyingTo(quoted.name)}</span>{' '}
        <span className="text-muted">{plainText(quoted.content) || t.common.attachment}</span>
      </p>
      <IconButton
        size="small"
        label={edit ? t.conversation.stopEdit : t.conversation.stopReply}
        onClick={() => {
          model.putAside();
          focusComposer();
        }}
      >
        <X />
      </IconButton>
    </div>
  );
}
