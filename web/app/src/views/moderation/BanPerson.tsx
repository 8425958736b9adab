import type { User } from '@parlance/client';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { TextField } from '../ui/Field.tsx';
import { ErrorNote } from '../ui/Notes.tsx';
import { useSubmit } from '../ui/use-submit.ts';
import { useText } from '../use-text.ts';
import { BanDuration, durationOf } from './BanDuration.tsx';
import { useModeration } from './moderation-context.ts';

export function BanPerson({ user, onBanned, onClose }: { user: User; onBanned(): void; onClose(): void }) {
  const t = useText();
  const moderation = useModeration();
  const { submit, busy, error } = useSubmit(async (form) => {
    await moderation.ban({ user: user.id }, (form.get('reason') as string).trim(), durationOf(form));
    onBanned();
  });
  return (
    <Dialog open onClose={onClose} title={`${t.moderation.ban}: ${user.name}`}>
      <form className="flex flex-col gap-4 pb-2" onSubmit={submit}>
        <TextField label={t.moderation.why} name="reason" required maxLength={500} />
        <BanDuration />
        {error !== null && <ErrorNote error={error} />}
        <Button type="submit" look="danger" busy={busy}>
          {t.moderation.ban}
        </Button>
      </form>
    </Dialog>
  );
}
