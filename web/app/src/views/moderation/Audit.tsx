import { useCallback } from 'react';
import type { AuditEntry } from '../../state/moderation.ts';
import { PagedList } from '../ui/PagedList.tsx';
import { usePages } from '../ui/use-pages.ts';
import { When } from '../ui/When.tsx';
import { useText } from '../use-text.ts';
import { useModeration } from './moderation-context.ts';
import { Who } from './Who.tsx';

/** Who did what, when, about whom and why. */
export function Audit() {
  const t = useText();
  const moderation = useModeration();
  const pages = usePages<AuditEntry>(
    useCallback(
      async (before) => {
        const { entries, next } = await moderation.audit(before);
        return { items: entries, next };
      },
      [moderation],
    ),
  );
  return (
    <PagedList pages={pages} empty={t.moderation.noAudit}>
      {(entry) => <AuditRow key={entry.id} entry={entry} />}
    </PagedList>
  );
}

export function AuditRow({ entry }: { entry: AuditEntry }) {
  const t = useText();
  const details = Object.entries(entry.details).map(([name, value]) => `${name}: ${value}`);
  return (
    <li className="flex flex-col gap-1 border-b border-line pb-3">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <Who id={entry.actor} />
        <span>{t.moderation.actions[entry.action] ?? entry.action}</span>
        {entry.subject !== null && <Who id={entry.subject} />}
        <When time={entry.at} className="ms-auto text-sm text-muted" />
      </p>
      {(entry.reason || details.length > 0 || entry.target) && <p className="text-sm text-muted">{[entry.reason, entry.target, ...details].filter(Boolean).join(' · ')}</p>}
    </li>
  );
}
