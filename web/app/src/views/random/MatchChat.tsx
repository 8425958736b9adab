import { useEffect, useRef, useState, type FormEvent } from 'react';
import { SendHorizontal } from 'lucide-react';
import type { Meeting } from '../../state/match.ts';
import { useChat } from '../session-context.ts';
import { IconButton } from '../ui/Button.tsx';
import { classes } from '../ui/classes.ts';
import { useText } from '../use-text.ts';

/** What the two write. Nothing of it is kept. */
export function MatchChat({ meeting, name, className }: { meeting: Meeting; name: string; className?: string }) {
  const t = useText().calls.random;
  const log = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { current } = log;
    if (current) current.scrollTop = current.scrollHeight;
  }, [meeting.lines.length, meeting.isTyping, meeting.end]);
  return (
    <section aria-label={t.chat} className={classes('flex min-h-0 flex-col', className)}>
      <div ref={log} role="log" aria-label={t.chat} tabIndex={0} className="flex min-h-0 flex-1 flex-col gap-1.5 overflow-y-auto p-3">
        {meeting.before && <p className="text-center text-sm text-muted">{t.ended[meeting.before.end](meeting.before.name || t.stranger)}</p>}
        <p className="pb-2 text-center text-sm text-muted">{t.met(name)}</p>
        {meeting.lines.map((line) => (
          <p
            key={line.id}
            className={classes(
              'max-w-[85%] rounded-2xl px-3 py-1.5 whitespace-pre-wrap',
              line.isMine ? 'self-end rounded-ee-md bg-accent-soft' : 'self-start rounded-es-md bg-surface',
              line.state === 'sending' && 'opacity-60',
            )}
          >
            <span className="sr-only">{line.isMine ? t.youWrote : name}: </span>
            {line.text}
            {line.state === 'failed' && <span className="block text-sm text-danger">{t.notSent}</span>}
          </p>
        ))}
        {meeting.isTyping && <p className="text-sm text-muted italic">{t.typing(name)}</p>}
      </div>
      <Composer disabled={meeting.end !== undefined} onLeave={() => log.current?.focus()} />
    </section>
  );
}

/** The server takes no more. */
const maxLength = 4_000;

function Composer({ disabled, onLeave }: { disabled: boolean; /** Escape: the keys are no longer for writing. */ onLeave(): void }) {
  const t = useText().calls.random;
  const { match } = useChat();
  const [draft, setDraft] = useState('');
  const send = (event: FormEvent) => {
    event.preventDefault();
    const text = draft.trim();
    if (!text) return;
    setDraft('');
    void match.say(text);
  };
  return (
    <form onSubmit={send} className="flex items-center gap-1 border-t border-line p-2">
      <input
        aria-label={t.message}
        placeholder={t.message}
        value={draft}
        maxLength={maxLength}
        disabled={disabled}
        autoComplete="off"
        enterKeyHint="send"
        onChange={(event) => {
          setDraft(event.target.value);
          if (event.target.value) match.typed();
        }}
        onKeyDown={(event) => event.key === 'Escape' && onLeave()}
        className="h-10 min-w-0 flex-1 rounded-lg bg-transparent px-2 placeholder:text-muted disabled:opacity-50"
      />
      <IconButton type="submit" label={t.send} disabled={disabled || draft.trim() === ''} className="text-accent!">
        <SendHorizontal className="rtl:-scale-x-100" />
      </IconButton>
    </form>
  );
}
