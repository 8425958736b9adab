import { Check, CheckCheck, Clock } from 'lucide-react';
import { Tooltip } from 'radix-ui';
import { useState, type ReactNode } from 'react';
import type { Outgoing } from '../../state/outgoing.ts';
import { countFrom } from '../../state/conversation-members.ts';
import { useStore } from '../use-store.ts';
import { useText } from '../use-text.ts';
import { useShown } from './model-context.ts';

const maxNamed = 12;

/** How far a message of one's own has come. */
export function Ticks({ seq, outgoing }: { seq: number; outgoing: Outgoing | undefined }) {
  const t = useText();
  const { model, kind } = useShown();
  const read = useStore(model.members.marks, (marks) => countFrom(marks.read, seq));
  const delivered = useStore(model.members.marks, (marks) => countFrom(marks.delivered, seq));
  if (outgoing?.state === 'failed') return null;
  if (outgoing) return outgoing.state === 'sending' ? <Tick label={t.conversation.sending} icon={<Clock />} /> : <Tick label={t.conversation.sent} icon={<Check />} />;
  if (read > 0) return <Tick label={t.conversation.read} icon={<CheckCheck className="text-accent" />} names={kind === 'direct' ? undefined : () => namesOf(seq)} />;
  return delivered > 0 ? <Tick label={t.conversation.delivered} icon={<CheckCheck />} /> : <Tick label={t.conversation.sent} icon={<Check />} />;

  function namesOf(from: number): string {
    const names = model.members.readersOf(from).map((member) => member.name);
    const some = names.slice(0, maxNamed).join(', ');
    return t.conversation.readBy(names.length, names.length > maxNamed ? t.conversation.andMore(some, names.length - maxNamed) : some);
  }
}

/** @param names Asked for when somebody wants to know. */
function Tick({ label, icon, names }: { label: string; icon: ReactNode; names?: (() => string) | undefined }) {
  const [said, setSaid] = useState('');
  const sign = (
    <span className="inline-flex align-[-0.15em] text-muted [&>svg]:size-3.5">
      <span className="sr-only">{label}</span>
      {icon}
    </span>
  );
  if (!names) return <span title={label}>{sign}</span>;
  return (
    <Tooltip.Root onOpenChange={(open) => open && setSaid(names())}>
      <Tooltip.Trigger asChild>
        <button type="button" className="rounded">
          {sign}
        </button>
      </Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content sideOffset={4} collisionPadding={8} className="z-50 max-w-72 rounded-md bg-ink px-2 py-1 text-xs text-page shadow-raised">
          {said || label}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
