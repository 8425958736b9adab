import type { Edge as EdgeState } from '../../state/timeline.ts';
import { Button } from '../ui/Button.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import { useText } from '../use-text.ts';

/** At an end of the list beyond which there is more. */
export function Edge({ edge, failed, onRetry }: { edge: EdgeState; failed: string; onRetry(): void }) {
  const t = useText();
  if (edge !== 'failed') return <Spinner small />;
  return (
    <p role="alert" className="flex items-center gap-3">
      {failed}
      <Button size="small" onClick={onRetry}>
        {t.common.tryAgain}
      </Button>
    </p>
  );
}
