import { useState } from 'react';
import type { Report } from '../../state/moderation.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { SelectField, Switch, TextArea } from '../ui/Field.tsx';
import { ErrorNote } from '../ui/Notes.tsx';
import { useSubmit } from '../ui/use-submit.ts';
import { useText } from '../use-text.ts';
import { BanDuration, durationOf } from './BanDuration.tsx';
import { useModeration } from './moderation-context.ts';

/** Upholds a report, with a ban if need be and the message taken away, or dismisses it. */
export function DecideDialog({ report, state, onDecided, onClose }: { report: Report; state: 'upheld' | 'dismissed'; onDecided(report: Report): void; onClose(): void }) {
  const t = useText();
  const moderation = useModeration();
  const [ban, setBan] = useState('');
  const [takesAway, setTakesAway] = useState(false);
  const { submit, busy, error } = useSubmit(async (form) => {
    const note = (form.get('note') as string).trim();
    const durationS = durationOf(form);
    const { report: decided } = await moderation.decide(report.id, {
      state,
      ...(note ? { note } : {}),
      ...(ban ? { ban: ban as 'user' | 'device' | 'address', ...(durationS ? { ban_duration_s: durationS } : {}) } : {}),
    });
    if (takesAway && report.message !== null) await moderation.deleteMessage(report.message, note);
    onDecided(decided);
  });
  const { user, device, address } = report.subject;
  return (
    <Dialog open onClose={onClose} title={state === 'upheld' ? t.moderation.uphold : t.moderation.dismiss}>
      <form className="flex flex-col gap-4 pb-2" onSubmit={submit}>
        <TextArea label={t.moderation.note} name="note" maxLength={1_000} />
        {state === 'upheld' && (
          <>
            {report.message !== null && <Switch label={t.moderation.takeMessageAway} checked={takesAway} onChange={setTakesAway} />}
            <SelectField label={t.moderation.ban} value={ban} onChange={(e) => setBan(e.target.value)}>
              <option value="">{t.moderation.noBan}</option>
              {user !== null && <option value="user">{t.moderation.kinds.account}</option>}
              {device !== null && <option value="device">{t.moderation.kinds.device}</option>}
              {address !== null && <option value="address">{t.moderation.kinds.address}</option>}
            </SelectField>
            {ban && <BanDuration />}
          </>
        )}
        {error !== null && <ErrorNote error={error} />}
        <Button type="submit" look={state === 'upheld' ? 'danger' : 'primary'} busy={busy}>
          {state === 'upheld' ? t.moderation.uphold : t.moderation.dismiss}
        </Button>
      </form>
    </Dialog>
  );
}
