import type { User } from '@parlance/client';
import type { Ban, BanTarget } from '../../state/moderation.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { SelectField, TextField } from '../ui/Field.tsx';
import { ErrorNote } from '../ui/Notes.tsx';
import { useSubmit } from '../ui/use-submit.ts';
import { useText } from '../use-text.ts';
import { BanDuration, durationOf } from './BanDuration.tsx';
import { useModeration } from './moderation-context.ts';

/** Bans `user`, or, without one, whomever the form names. */
export function BanDialog({ user, onBanned, onClose }: { user?: User; onBanned(): void; onClose(): void }) {
  const t = useText();
  const moderation = useModeration();
  const { submit, busy, error } = useSubmit(async (form) => {
    await moderation.ban(user ? { user: user.id } : targetOf(form), (form.get('reason') as string).trim(), durationOf(form));
    onBanned();
  });
  return (
    <Dialog open onClose={onClose} title={user ? `${t.moderation.ban}: ${user.name}` : t.moderation.newBan}>
      <form className="flex flex-col gap-4 pb-2" onSubmit={submit}>
        {!user && <Target />}
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

/** Who is banned; fields of the form around them. */
function Target() {
  const t = useText();
  return (
    <>
      <SelectField label={t.moderation.kind} name="kind">
        {(['account', 'address', 'device'] as const).map((kind) => (
          <option key={kind} value={kind}>
            {t.moderation.kinds[kind]}
          </option>
        ))}
      </SelectField>
      <TextField label={t.moderation.target} name="target" required hint={t.moderation.targetHint} />
    </>
  );
}

function targetOf(form: FormData): BanTarget {
  const target = (form.get('target') as string).trim();
  const kind = form.get('kind') as Ban['kind'];
  return kind === 'account' ? { user: Number(target) } : kind === 'device' ? { device: target } : { address: target };
}
