import { useEffect, type ReactNode, type Ref } from 'react';
import type { Conversation, Member } from '@parlance/client';
import { useFace } from '../people/use-face.ts';
import { useChat } from '../session-context.ts';
import { Button } from '../ui/Button.tsx';
import { useStore } from '../use-store.ts';
import { useText } from '../use-text.ts';
import { Composer } from './Composer.tsx';
import { orToast } from './model-context.ts';

/** Where one writes, or a sentence that says why one cannot. */
export function WriteState({ conversation, self, composer }: { conversation: Conversation; self: Member; composer: Ref<{ focus(): void }> }) {
  const t = useText();
  const { blocks } = useChat();
  const face = useFace(conversation);
  const other = face.other;
  const blocked = useStore(blocks.users, (users) => users?.find((user) => user.id === other));
  useEffect(() => {
    // When it cannot be read, the server says so when one writes.
    if (other !== undefined && !blocks.users.value) void blocks.load().catch(() => undefined);
  }, [blocks, other]);

  if (conversation.deleted) return <Sentence>{t.conversation.wasDeleted}</Sentence>;
  if (self.state === 'removed') return <Sentence>{t.conversation.youWereRemoved}</Sentence>;
  if (self.state === 'banned') return <Sentence>{t.conversation.youWereBanned}</Sentence>;
  if (self.state === 'left') return <Sentence>{t.conversation.youLeft}</Sentence>;
  if (blocked) {
    return (
      <Sentence>
        {t.conversation.youBlocked(face.name)}{' '}
        <Button size="small" onClick={() => orToast(blocks.unblock(blocked))}>
          {t.conversation.unblock}
        </Button>
      </Sentence>
    );
  }
  const isSlowed = self.role === 'member' ? (conversation.slow_mode_s ?? 0) : 0;
  return <Composer ref={composer} name={face.name === '…' ? '' : face.name} slowModeSeconds={isSlowed} />;
}

function Sentence({ children }: { children: ReactNode }) {
  return <p className="mx-4 mb-4 flex flex-wrap items-center justify-center gap-3 rounded-2xl bg-surface px-4 py-3 text-center text-muted">{children}</p>;
}
