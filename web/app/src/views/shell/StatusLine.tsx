import { useEffect, useState } from 'react';
import { CloudOff, Wifi } from 'lucide-react';
import { useChat } from '../session-context.ts';
import { useStore } from '../use-store.ts';
import { useText } from '../use-text.ts';

/** A connection that is lost for less than this is not worth a word. */
const patienceMs = 1_200;

/** One quiet line at the top while there is no connection: what is the matter, and when it is tried again. */
export function StatusLine() {
  const t = useText();
  const chat = useChat();
  const status = useStore(chat.status);
  const isOnline = status.state === 'online';
  const [isLong, setLong] = useState(false);
  const [now, setNow] = useState(Date.now);

  useEffect(() => {
    if (isOnline) return setLong(false);
    const timer = setTimeout(() => setLong(true), patienceMs);
    return () => clearTimeout(timer);
  }, [isOnline]);

  useEffect(() => {
    if (status.state !== 'waiting') return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [status]);

  const shown = !isOnline && isLong;
  const seconds = status.state === 'waiting' ? Math.max(0, Math.ceil((status.retryAt - now) / 1_000)) : 0;
  return (
    <div role="status" data-testid="status" data-state={status.state}>
      {shown && (
        <div className="flex items-center justify-center gap-2 bg-warn-soft px-3 py-1.5 text-sm text-warn">
          {seconds > 0 ? <CloudOff aria-hidden className="size-4" /> : <Wifi aria-hidden className="size-4" />}
          {/* The seconds are not read aloud one by one. */}
          <span>{t.common.offline}</span>
          <span aria-hidden>{seconds > 0 ? t.common.retryIn(seconds) : t.common.connecting}</span>
          {seconds > 2 && (
            <button type="button" className="font-medium underline" onClick={() => chat.client.connectNow()}>
              {t.common.retryNow}
            </button>
          )}
        </div>
      )}
    </div>
  );
}
