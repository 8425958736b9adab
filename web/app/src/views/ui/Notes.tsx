import type { ReactNode } from 'react';
import { CircleAlert } from 'lucide-react';
import { lateCode } from '../../state/late-code.ts';
import { useStore } from '../use-store.ts';
import { useText } from '../use-text.ts';
import { Button } from './Button.tsx';
import { sentenceOf } from './sentence.ts';
import { Spinner } from './Spinner.tsx';

/** Where a list would be and is not: why, and what to do about it. */
export function EmptyState({ icon, title, children, action }: { icon?: ReactNode; title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="flex flex-1 flex-col items-center justify-center gap-3 p-8 text-center">
      {icon && <span className="text-line-strong [&>svg]:size-10">{icon}</span>}
      <h2 className="text-lg font-semibold">{title}</h2>
      {children && <p className="max-w-sm text-muted">{children}</p>}
      {action}
    </div>
  );
}

export function Loading({ what }: { what?: string }) {
  const t = useText();
  const isWaiting = useStore(lateCode.isWaiting);
  return (
    <div role="status" className="flex flex-1 items-center justify-center gap-3 p-8 text-muted">
      <Spinner />
      {isWaiting ? t.common.loadingLater : (what ?? t.common.loading)}
    </div>
  );
}

/** What was refused or failed, in a sentence, with its remedy. */
export function ErrorNote({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const t = useText();
  return (
    <div role="alert" className="flex flex-wrap items-center gap-3 rounded-lg bg-danger-soft px-4 py-3">
      <CircleAlert aria-hidden className="size-5 shrink-0 text-danger" />
      <p className="min-w-0 flex-1">{sentenceOf(error)}</p>
      {onRetry && (
        <Button size="small" onClick={onRetry}>
          {t.common.tryAgain}
        </Button>
      )}
    </div>
  );
}

export { sentenceOf } from './sentence.ts';
