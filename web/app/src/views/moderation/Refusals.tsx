import { useEffect, useState } from 'react';
import type { RefusalRecord } from '../../state/moderation.ts';
import { EmptyState, ErrorNote, Loading } from '../ui/Notes.tsx';
import { When } from '../ui/When.tsx';
import { useText } from '../use-text.ts';
import { useModeration } from './moderation-context.ts';

const shown = 200;

/** What this node refused lately, why, and what to do about it. */
export function Refusals() {
  const t = useText();
  const moderation = useModeration();
  const [refusals, setRefusals] = useState<RefusalRecord[] | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  useEffect(() => void moderation.refusals().then((answer) => setRefusals(answer.refusals.slice(-shown).reverse()), setFailure), [moderation]);
  if (failure !== null) return <ErrorNote error={failure} />;
  if (!refusals) return <Loading />;
  if (refusals.length === 0) return <EmptyState title={t.moderation.noRefusals} />;
  return (
    <ul className="flex flex-col gap-3">
      {refusals.map((refusal, index) => (
        <li key={index} className="border-b border-line pb-3">
          <p className="flex flex-wrap items-baseline gap-x-2">
            <code className="font-mono text-sm font-medium">{refusal.code}</code>
            <span className="text-sm text-muted">
              {refusal.dialect} · {refusal.surface} · {refusal.where}
              {refusal.origin && ` · ${refusal.origin}`}
            </span>
            <When time={refusal.at} className="ms-auto text-sm text-muted" />
          </p>
          <p>{refusal.message}</p>
          <p className="text-sm text-muted">{refusal.remedy}</p>
        </li>
      ))}
    </ul>
  );
}
