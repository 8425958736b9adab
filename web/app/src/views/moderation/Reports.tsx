import { useCallback, useState } from 'react';
import type { Report } from '../../state/moderation.ts';
import { SelectField } from '../ui/Field.tsx';
import { PagedList } from '../ui/PagedList.tsx';
import { usePages } from '../ui/use-pages.ts';
import { useText } from '../use-text.ts';
import { ReportCard } from './ReportCard.tsx';
import { useModeration } from './moderation-context.ts';

/** The queue of reports, newest first. */
export function Reports() {
  const t = useText();
  const moderation = useModeration();
  const [state, setState] = useState<Report['state'] | 'all'>('open');
  const pages = usePages<Report>(
    useCallback(
      async (before) => {
        const { reports, next } = await moderation.reports(state, before);
        return { items: reports, next };
      },
      [moderation, state],
    ),
  );
  return (
    <>
      <SelectField className="w-56 max-w-full" label={t.moderation.show} value={state} onChange={(e) => setState(e.target.value as Report['state'] | 'all')}>
        {(['open', 'upheld', 'dismissed', 'all'] as const).map((one) => (
          <option key={one} value={one}>
            {t.moderation.states[one]}
          </option>
        ))}
      </SelectField>
      <PagedList pages={pages} empty={state === 'open' ? t.moderation.noOpenReports : t.moderation.noReports}>
        {(report) => <ReportCard key={report.id} report={report} onChange={(changed) => pages.change((one) => one.id === changed.id, state === 'open' ? null : changed)} />}
      </PagedList>
    </>
  );
}
