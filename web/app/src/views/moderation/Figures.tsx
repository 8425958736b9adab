import { useEffect, useState } from 'react';
import { spoken } from '../../i18n/index.ts';
import type { Figures as Sample } from '../../state/moderation.ts';
import { EmptyState, ErrorNote, Loading } from '../ui/Notes.tsx';
import { useStore } from '../use-store.ts';
import { useText } from '../use-text.ts';
import { Chart } from './Chart.tsx';
import { useModeration } from './moderation-context.ts';

/** What this node does, now and in the last half hour. */
export function Figures() {
  const t = useText();
  const moderation = useModeration();
  const language = useStore(spoken, (value) => value.language);
  const [answer, setAnswer] = useState<{ period_ms: number; samples: Sample[] } | null>(null);
  const [failure, setFailure] = useState<unknown>(null);

  useEffect(() => {
    const load = () =>
      void moderation.figures().then((next) => {
        setAnswer(next);
        setFailure(null);
      }, setFailure);
    load();
    const timer = setInterval(load, 5_000);
    return () => clearInterval(timer);
  }, [moderation]);

  if (!answer) return failure !== null ? <ErrorNote error={failure} /> : <Loading />;
  const { samples, period_ms: period } = answer;
  if (samples.length === 0) return <EmptyState title={t.moderation.figuresSoon} />;
  const times = samples.map((sample) => sample.at);
  const number = (value: number) => new Intl.NumberFormat(language, { maximumFractionDigits: value < 10 ? 1 : 0 }).format(value);
  const perSecond = (pick: (sample: Sample) => number) => samples.map((sample) => (pick(sample) * 1_000) / period);
  return (
    <>
      {failure !== null && <ErrorNote error={failure} />}
      <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
        <Chart title={t.moderation.figures.connections} times={times} values={samples.map((s) => s.connections)} format={number} />
        <Chart title={t.moderation.figures.stored} times={times} values={perSecond((s) => s.stored)} format={number} />
        <Chart title={t.moderation.figures.deliveries} times={times} values={perSecond((s) => s.deliveries)} format={number} />
        <Chart title={t.moderation.figures.waiting} times={times} values={samples.map((s) => s.waiting)} format={number} />
        <Chart title={t.moderation.figures.callSuccess} times={times} values={samples.map((s) => s.call_success)} format={(value) => new Intl.NumberFormat(language, { style: 'percent' }).format(value)} max={1} />
        <Chart title={t.moderation.figures.refusals} times={times} values={perSecond((s) => s.refusals)} format={number} />
      </div>
    </>
  );
}
