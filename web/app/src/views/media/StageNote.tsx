import type { PeerState, PeerTrouble } from '@parlance/client';
import { Link } from 'wouter';
import { useText } from '../use-text.ts';

/** What is to be said of a connection that does not stand: how it goes, or why it cannot be and what to do. */
export function StageNote({ state, trouble, onRetry }: { state: PeerState; trouble: PeerTrouble | undefined; onRetry?: () => void }) {
  const t = useText().calls;
  if (state === 'connected' || state === 'closed') return null;
  if (state !== 'failed') return <p className="rounded-full bg-black/55 px-3 py-1 text-sm text-white">{t.media.link[state]}</p>;
  return (
    <div role="alert" className="flex max-w-md flex-col gap-2 rounded-xl bg-black/75 px-4 py-3 text-sm text-white">
      <p className="font-semibold">{t.media.link.failed}</p>
      <p>{t.media.trouble[trouble ?? 'no_way']}</p>
      <p className="flex flex-wrap gap-x-4 gap-y-1">
        {onRetry && (
          <button type="button" className="font-medium underline" onClick={onRetry}>
            {t.random.tryAgain}
          </button>
        )}
        {/* In a page of its own: leaving this one would end what goes on. */}
        <Link href="/doctor" target="_blank" className="font-medium underline">
          {t.media.doctor}
        </Link>
      </p>
    </div>
  );
}
