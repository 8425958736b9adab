import { useEffect, useRef, useState } from 'react';
import type { Row } from '../../state/rows.ts';
import { useChat } from '../session-context.ts';
import { useText } from '../use-text.ts';

/** Nobody can listen to more in a busy room. */
const everyMs = 1_000;

/** Says to screen readers what others write while one is here. */
export function News({ rows }: { rows: readonly Row[] }) {
  const t = useText();
  const { me } = useChat();
  const newest = rows.findLast((row) => !row.outgoing)?.message;
  const latest = useRef(newest);
  const heard = useRef(newest?.seq ?? 0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [said, setSaid] = useState('');
  useEffect(() => {
    latest.current = newest;
    if (!newest || newest.seq <= heard.current || timer.current !== undefined) return;
    timer.current = setTimeout(() => {
      timer.current = undefined;
      const message = latest.current!;
      heard.current = message.seq;
      if (message.sender !== me.value.id) setSaid(t.conversation.says(message.name, message.content || t.conversation.sentFile));
    }, everyMs);
  }, [newest, me, t]);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );
  return (
    <p aria-live="polite" className="sr-only">
      {said}
    </p>
  );
}
