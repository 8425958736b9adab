import { CircleCheck, CircleDashed, CircleMinus, CircleX, TriangleAlert } from 'lucide-react';
import type { Step } from '../../state/doctor/doctor.ts';
import { classes } from '../ui/classes.ts';
import { Spinner } from '../ui/Spinner.tsx';
import { useText } from '../use-text.ts';

/** One thing that was looked at: how it is, what was found, and what to do. */
export function DoctorStep({ step: { name, state, found, remedy } }: { step: Step }) {
  const t = useText().doctor;
  return (
    <li data-step={name} data-state={state} className={classes('flex gap-3 rounded-xl px-4 py-3', state === 'failed' ? 'bg-danger-soft' : state === 'warn' ? 'bg-warn-soft' : 'bg-surface')}>
      <span className="pt-0.5 [&>svg]:size-5">{icons[state]}</span>
      <div className="min-w-0 flex-1">
        <h2 className="font-medium">
          {t.steps[name]}
          <span className="sr-only">: {t.states[state]}</span>
        </h2>
        {found && <p className={state === 'skipped' ? 'text-muted' : undefined}>{found(t)}</p>}
        {remedy && (
          <p className="mt-1">
            <span className="font-medium">{t.remedy}: </span>
            {remedy(t)}
          </p>
        )}
      </div>
    </li>
  );
}

const icons: Record<Step['state'], React.ReactNode> = {
  waiting: <CircleDashed aria-hidden className="text-line-strong" />,
  running: <Spinner small />,
  ok: <CircleCheck aria-hidden className="text-ok" />,
  warn: <TriangleAlert aria-hidden className="text-warn" />,
  failed: <CircleX aria-hidden className="text-danger" />,
  skipped: <CircleMinus aria-hidden className="text-line-strong" />,
};
