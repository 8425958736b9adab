import { useStore } from '../use-store.ts';
import { useText } from '../use-text.ts';
import { useShown } from './model-context.ts';

/** Who types. It has its place whether anybody does or not, so that nothing moves. */
export function TypingLine() {
  const t = useText();
  const { model } = useShown();
  const typists = useStore(model.typists.all);
  return (
    <p aria-live="polite" className="h-6 shrink-0 truncate px-4 text-sm leading-6 text-muted">
      {typists.length > 0 && t.conversation.typing(typists.map((typist) => typist.name))}
    </p>
  );
}
