import { useEffect } from 'react';
import { useChat } from '../session-context.ts';
import { giveFocus, useOpener } from '../ui/focus-return.ts';
import { sentenceOf } from '../ui/Notes.tsx';
import { toast } from '../ui/toasts.ts';
import { useStore } from '../use-store.ts';
import { useText } from '../use-text.ts';
import { CallWindow } from './CallWindow.tsx';
import { IncomingCall } from './IncomingCall.tsx';

/** The call one is in and the one that comes in, whatever page is open below. */
export default function CallLayer() {
  const t = useText().calls.call;
  const { calls } = useChat();
  const active = useStore(calls.active);
  const ring = useStore(calls.ring);

  const isOver = ring !== null || (active !== null && !active.end && active.isLarge);
  const opener = useOpener(isOver);
  useEffect(() => (isOver ? () => giveFocus(opener) : undefined), [isOver, opener]);

  // Why it is over is said once, and the page is as before.
  const end = active?.end;
  useEffect(() => {
    if (!end || !active) return;
    if (end === 'failed') toast(`${t.end.failed} ${sentenceOf(active.error)}`, { kind: 'error' });
    else if (end !== 'hung_up') toast(active.kind === 'broadcast' ? t.liveEnded : t.end[end]);
    calls.dismiss();
  }, [end, active, calls, t]);

  useEffect(() => {
    const leave = () => calls.hangUp();
    addEventListener('pagehide', leave);
    return () => removeEventListener('pagehide', leave);
  }, [calls]);

  return (
    <>
      {active && !active.end && <CallWindow active={active} />}
      {ring && <IncomingCall key={ring.call.call} ring={ring} />}
    </>
  );
}
