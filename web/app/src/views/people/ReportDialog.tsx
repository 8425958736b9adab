import type { ReportReason } from '@parlance/client';
import { useChat } from '../session-context.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { SelectField, TextArea } from '../ui/Field.tsx';
import { ErrorNote } from '../ui/Notes.tsx';
import { toast } from '../ui/toasts.ts';
import { useSubmit } from '../ui/use-submit.ts';
import { useText } from '../use-text.ts';

interface ReportDialogProps {
  /** One of the three. */
  user?: number;
  message?: number;
  match?: string;
  /** Of the person reported. */
  name: string;
  onClose(): void;
}

/** Tells the moderators about a person, a message or the other one of a match. */
export default function ReportDialog({ user, message, match, name, onClose }: ReportDialogProps) {
  const t = useText();
  const { client } = useChat();
  const { submit, busy, error } = useSubmit(async (form) => {
    const description = (form.get('description') as string).trim();
    await client.request('report', {
      reason: form.get('reason') as ReportReason,
      ...(user === undefined ? {} : { user }),
      ...(message === undefined ? {} : { message }),
      ...(match === undefined ? {} : { match }),
      ...(description ? { description } : {}),
    });
    toast(t.people.reported);
    onClose();
  });
  return (
    <Dialog open onClose={onClose} title={t.people.reportTitle(name)} description={t.people.reportHint}>
      <form className="flex flex-col gap-4 pb-2" onSubmit={submit}>
        <SelectField label={t.people.reason} name="reason">
          {Object.entries(t.people.reasons).map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </SelectField>
        <TextArea label={t.people.description} name="description" maxLength={4_000} />
        {error !== null && <ErrorNote error={error} />}
        <Button type="submit" look="danger" busy={busy}>
          {t.people.send}
        </Button>
      </form>
    </Dialog>
  );
}
