import { useEffect, useState } from 'react';
import { useStore } from '../use-store.ts';
import { useShown } from './model-context.ts';

/** Seconds until one may write again. */
export function useSlowMode(seconds: number): number {
  const { model } = useShown();
  const lastSentAt = useStore(model.lastSentAt);
  const [now, setNow] = useState(Date.now);
  const wait = seconds > 0 ? Math.max(0, Math.ceil((lastSentAt + seconds * 1_000 - now) / 1_000)) : 0;
  useEffect(() => {
    if (seconds === 0 || lastSentAt === 0) return;
    setNow(Date.now());
    const timer = setInterval(() => {
      setNow(Date.now());
      if (Date.now() > lastSentAt + seconds * 1_000) clearInterval(timer);
    }, 500);
    return () => clearInterval(timer);
  }, [seconds, lastSentAt]);
  return wait;
}
