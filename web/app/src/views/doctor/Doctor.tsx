import { useEffect, useState } from 'react';
import type { IceServer } from '@parlance/client';
import { ArrowLeft, Copy, RotateCw, Stethoscope } from 'lucide-react';
import { Link } from 'wouter';
import { Devices } from '../../rtc/devices.ts';
import { Doctor as Checker, reportOf, type Check, type Step } from '../../state/doctor/doctor.ts';
import { MediaChecks } from '../../state/doctor/media-checks.ts';
import { ServerChecks } from '../../state/doctor/server-checks.ts';
import type { Session } from '../../state/session.ts';
import { useSession } from '../session-context.ts';
import { Button } from '../ui/Button.tsx';
import { SelectField } from '../ui/Field.tsx';
import { toast } from '../ui/toasts.ts';
import { useStore } from '../use-store.ts';
import { useText } from '../use-text.ts';
import { DoctorStep } from './DoctorStep.tsx';

const idleChoices = [30, 60, 90, 120];

/** Looks, from this browser, at everything a chat and a call need. For whoever is signed in, and whoever is not. */
export default function Doctor() {
  const t = useText().doctor;
  const session = useSession();
  const [checker] = useState(() => new Checker());
  const [idle, setIdle] = useState(60);
  const steps = useStore(checker.steps);
  const isRunning = useStore(checker.isRunning);
  useEffect(() => () => checker.stop(), [checker]);
  const run = () => void checker.run(checksOf(session, idle));
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(reportOf(steps, t, [new Date().toISOString(), location.origin, navigator.userAgent]));
      toast(t.copied);
    } catch {
      toast(t.notCopied, { kind: 'error' });
    }
  };
  return (
    <main tabIndex={-1} className="outline-none h-full overflow-y-auto">
      <div className="mx-auto flex max-w-3xl flex-col gap-6 px-4 py-6 sm:px-8 sm:py-10">
        <Link href="/" className="inline-flex items-center gap-2 self-start text-muted hover:text-ink">
          <ArrowLeft aria-hidden className="size-4 rtl:-scale-x-100" />
          {t.back}
        </Link>
        <header>
          <h1 className="text-2xl font-semibold">{t.title}</h1>
          <p className="mt-1 text-muted">{t.intro}</p>
        </header>
        <div className="flex flex-wrap items-end gap-3">
          <SelectField label={t.idleFor} value={idle} disabled={isRunning} onChange={(event) => setIdle(Number(event.target.value))}>
            {idleChoices.map((seconds) => (
              <option key={seconds} value={seconds}>
                {t.idleSeconds(seconds)}
              </option>
            ))}
          </SelectField>
          <Button look="primary" busy={isRunning} icon={steps.length > 0 ? <RotateCw aria-hidden className="size-4" /> : <Stethoscope aria-hidden className="size-4" />} onClick={run}>
            {isRunning ? t.running : steps.length > 0 ? t.run : t.start}
          </Button>
          {steps.length > 0 && (
            <Button icon={<Copy aria-hidden className="size-4" />} onClick={() => void copy()}>
              {t.copy}
            </Button>
          )}
        </div>
        {steps.length === 0 ? (
          <p className="text-muted">{t.startHint}</p>
        ) : (
          <>
            <p role="status" className="text-lg font-semibold">
              {isRunning ? t.running : summary(steps, t)}
            </p>
            <ol className="flex flex-col gap-2">
              {steps.map((step) => (
                <DoctorStep key={step.name} step={step} />
              ))}
            </ol>
          </>
        )}
      </div>
    </main>
  );
}

function summary(steps: readonly Step[], t: ReturnType<typeof useText>['doctor']): string {
  const count = (state: Step['state']) => steps.filter((step) => step.state === state).length;
  if (count('failed') > 0) return t.someFailures(count('failed'));
  return count('warn') > 0 ? t.someWarnings(count('warn')) : t.allGood;
}

function checksOf(session: Session, idleSeconds: number): Check[] {
  const now = session.state.value;
  const client = now.state === 'in' ? now.chat.client : null;
  const server = new ServerChecks({ server: location.origin, token: () => client?.token() ?? null });
  const media = new MediaChecks(
    now.state === 'in' ? now.chat.devices : new Devices(),
    () => client && client.rest<{ ice_servers: IceServer[] }>('GET', '/calls/ice').then(({ ice_servers }) => ice_servers),
  );
  return [
    { name: 'server', run: () => server.reachable() },
    { name: 'origin', run: () => server.origin() },
    { name: 'socket', run: () => server.socket() },
    { name: 'roundTrip', run: () => server.roundTrip() },
    { name: 'camera', run: () => media.camera() },
    { name: 'microphone', run: () => media.microphone() },
    { name: 'candidates', run: () => media.candidates() },
    { name: 'relay', run: () => media.relay() },
    { name: 'loopBack', run: () => media.loopBack() },
    { name: 'idle', run: () => server.idle(idleSeconds), inBackground: true },
  ];
}
