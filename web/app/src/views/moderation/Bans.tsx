import { useCallback, useState } from 'react';
import { Plus } from 'lucide-react';
import type { Ban, BanTarget } from '../../state/moderation.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { SelectField, TextField } from '../ui/Field.tsx';
import { ErrorNote, sentenceOf } from '../ui/Notes.tsx';
import { PagedList } from '../ui/PagedList.tsx';
import { toast } from '../ui/toasts.ts';
import { usePages } from '../ui/use-pages.ts';
import { useSubmit } from '../ui/use-submit.ts';
import { When } from '../ui/When.tsx';
import { useText } from '../use-text.ts';
import { BanDuration, durationOf } from './BanDuration.tsx';
import { useModeration } from './moderation-context.ts';
import { Who } from './Who.tsx';

/** Bans, also those that are over, newest first. */
export function Bans() {
  const t = useText();
  const moderation = useModeration();
  const [isAdding, setAdding] = useState(false);
  const pages = usePages<Ban>(
    useCallback(
      async (before) => {
        const { bans, next } = await moderation.bans(before);
        return { items: bans, next };
      },
      [moderation],
    ),
  );

  async function lift(id: number) {
    try {
      const { ban } = await moderation.lift(id);
      pages.change((one) => one.id === id, ban);
    } catch (error) {
      toast(sentenceOf(error), { kind: 'error' });
    }
  }

  return (
    <>
      <Button className="self-start" icon={<Plus className="size-4" />} onClick={() => setAdding(true)}>
        {t.moderation.newBan}
      </Button>
      <PagedList pages={pages} empty={t.moderation.noBans}>
        {(ban) => <BanRow key={ban.id} ban={ban} onLift={() => void lift(ban.id)} />}
      </PagedList>
      {isAdding && (
        <NewBan
          onClose={() => setAdding(false)}
          onAdded={() => {
            setAdding(false);
            pages.again();
          }}
        />
      )}
    </>
  );
}

export function BanRow({ ban, onLift }: { ban: Ban; onLift?: () => void }) {
  const t = useText();
  const isOver = ban.lifted_at !== null || (ban.expires_at !== null && ban.expires_at <= Date.now());
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-2xl border border-line bg-raised p-4">
      <div className="min-w-0 flex-1">
        <p className={isOver ? 'text-muted line-through' : 'font-medium'}>
          {t.moderation.kinds[ban.kind]}: {ban.kind === 'account' ? <Who id={Number(ban.target)} /> : ban.target}
        </p>
        <p className="text-sm">{ban.reason}</p>
        <p className="text-sm text-muted">
          <Who id={ban.created_by} /> · <When time={ban.created_at} /> · {ban.lifted_at !== null ? t.moderation.lifted : ban.expires_at === null ? t.moderation.forGood : t.moderation.until(new Date(ban.expires_at))}
        </p>
      </div>
      {!isOver && onLift && (
        <Button size="small" onClick={onLift} aria-label={`${t.moderation.lift}: ${ban.target}`}>
          {t.moderation.lift}
        </Button>
      )}
    </li>
  );
}

function NewBan({ onAdded, onClose }: { onAdded(): void; onClose(): void }) {
  const t = useText();
  const moderation = useModeration();
  const { submit, busy, error } = useSubmit(async (form) => {
    const target = (form.get('target') as string).trim();
    const kind = form.get('kind') as Ban['kind'];
    const whom: BanTarget = kind === 'account' ? { user: Number(target) } : kind === 'device' ? { device: target } : { address: target };
    await moderation.ban(whom, (form.get('reason') as string).trim(), durationOf(form));
    onAdded();
  });
  return (
    <Dialog open onClose={onClose} title={t.moderation.newBan}>
      <form className="flex flex-col gap-4 pb-2" onSubmit={submit}>
        <SelectField label={t.moderation.kind} name="kind">
          {(['account', 'address', 'device'] as const).map((kind) => (
            <option key={kind} value={kind}>
              {t.moderation.kinds[kind]}
            </option>
          ))}
        </SelectField>
        <TextField label={t.moderation.target} name="target" required hint={t.moderation.targetHint} />
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
