import { useState } from 'react';
import type { EvidenceMessage, Report } from '../../state/moderation.ts';
import { Button } from '../ui/Button.tsx';
import { When } from '../ui/When.tsx';
import { useText } from '../use-text.ts';
import { DecideDialog } from './DecideDialog.tsx';
import { PartyName, Who } from './Who.tsx';

/** A report with what there was to see. */
export function ReportCard({ report, onChange }: { report: Report; onChange(report: Report): void }) {
  const t = useText();
  const [deciding, setDeciding] = useState<'upheld' | 'dismissed' | null>(null);
  const { evidence } = report;
  return (
    <li className="flex flex-col gap-3 rounded-2xl border border-line bg-raised p-4">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h2 className="font-semibold">{t.moderation.reasons[report.reason] ?? report.reason}</h2>
        <span className="text-sm text-muted">{t.moderation.states[report.state]}</span>
        <When time={report.created_at} className="ms-auto text-sm text-muted" />
      </div>
      <p>
        <PartyName party={report.reporter} /> {t.moderation.reported} <PartyName party={report.subject} />
      </p>
      {report.description && <blockquote className="border-s-2 border-line-strong ps-3 whitespace-pre-wrap">{report.description}</blockquote>}
      {evidence?.match && <p className="text-sm text-muted">{t.moderation.inMatch}</p>}
      {evidence && (evidence.message || evidence.before.length > 0) && (
        <ul className="flex flex-col gap-1 rounded-lg bg-surface p-3 text-sm">
          {[...evidence.before, ...(evidence.message ? [evidence.message] : [])].map((message) => (
            <Said key={message.id} message={message} isMeant={message.id === evidence.message?.id} />
          ))}
        </ul>
      )}
      {report.state === 'open' ? (
        <div className="flex flex-wrap gap-2">
          <Button look="primary" size="small" onClick={() => setDeciding('upheld')}>
            {t.moderation.uphold}
          </Button>
          <Button size="small" onClick={() => setDeciding('dismissed')}>
            {t.moderation.dismiss}
          </Button>
        </div>
      ) : (
        <p className="text-sm text-muted">
          {t.moderation.decidedBy} <Who id={report.decided_by} />
          {report.note && <>: {report.note}</>}
        </p>
      )}
      {deciding && (
        <DecideDialog
          report={report}
          state={deciding}
          onClose={() => setDeciding(null)}
          onDecided={(decided) => {
            setDeciding(null);
            onChange(decided);
          }}
        />
      )}
    </li>
  );
}

function Said({ message, isMeant }: { message: EvidenceMessage; isMeant: boolean }) {
  return (
    <li className={isMeant ? 'rounded bg-mark px-1 font-medium' : 'px-1'}>
      <span className="text-muted">{message.name}:</span> {message.content}
      {message.attachments.length > 0 && <span className="text-muted"> [{message.attachments.join(', ')}]</span>}
    </li>
  );
}
