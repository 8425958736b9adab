import { useEffect, useState } from 'react';
import type { MatchState } from '../../state/match.ts';
import { OwnTile } from '../media/OwnTile.tsx';
import { useChat } from '../session-context.ts';
import { Button } from '../ui/Button.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import { useStore } from '../use-store.ts';
import { useText } from '../use-text.ts';
import { clock } from '../media/clock.ts';

type WaitingState = Extract<MatchState, { phase: 'waiting' }>;

/** While nobody was found: how long already, among how many, and why. */
export function Waiting({ state }: { state: WaitingState }) {
  const t = useText().calls.random;
  const { match } = useChat();
  const hasCamera = useStore(match.media.state, ({ video }) => video !== null);
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  const { why, before } = state;
  // The server counts everybody who waits.
  const others = Math.max(0, (why?.waiting ?? 1) - 1);
  return (
    <div className="flex min-h-0 flex-1 flex-col items-center gap-6 overflow-y-auto p-6">
      <div className="my-auto flex w-full max-w-md flex-col items-center gap-6">
        {hasCamera && <OwnTile media={match.media} className="aspect-video w-full max-w-72 bg-stage!" />}
        <div role="status" className="flex flex-col items-center gap-2 text-center">
          {before && <p className="text-muted">{t.ended[before.end](before.name || t.stranger)}</p>}
          <h1 className="flex items-center gap-3 text-xl font-semibold">
            <Spinner />
            {t.waiting}
          </h1>
          {why && <p>{others === 0 ? t.nobody : t.others(others)}</p>}
        </div>
        <p className="text-muted">
          <span className="sr-only">{t.waitingFor} </span>
          <span role="timer" className="tabular-nums">
            {clock(now - state.since)}
          </span>
          {why?.typical_ms != null && <> · {why.typical_ms < 2_000 ? t.typicalShort : t.typical(Math.round(why.typical_ms / 1_000))}</>}
        </p>
        {why && <Reasons why={why} />}
        <Button size="large" onClick={() => match.stop()}>
          {t.cancel}
        </Button>
      </div>
    </div>
  );
}

/** Nothing is said while everybody who waits would do. */
function Reasons({ why }: { why: NonNullable<WaitingState['why']> }) {
  const t = useText().calls.random;
  const excluded = Object.entries(why.excluded).filter(([, count]) => count > 0);
  const givesUp = excluded.length > 0 ? why.gives_up.filter(({ in_ms }) => in_ms > 0) : [];
  if (excluded.length === 0) return null;
  return (
    <section className="w-full rounded-xl bg-surface p-4">
      <h2 className="font-semibold">{t.whyTitle}</h2>
      <ul className="mt-2 flex list-disc flex-col gap-1 ps-5">
        {excluded.map(([rule, count]) => (
          <li key={rule}>{t.excluded(rule, count)}</li>
        ))}
      </ul>
      {givesUp.length > 0 && (
        <ul className="mt-3 flex flex-col gap-1 text-muted">
          {givesUp.map(({ wish, in_ms }) => (
            <li key={wish}>{t.givesUp(wish, Math.ceil(in_ms / 1_000))}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
