import { useCallback, useState } from 'react';
import { Plus } from 'lucide-react';
import type { Ban } from '../../state/moderation.ts';
import { Button } from '../ui/Button.tsx';
import { sentenceOf } from '../ui/Notes.tsx';
import { PagedList } from '../ui/PagedList.tsx';
import { toast } from '../ui/toasts.ts';
import { usePages } from '../ui/use-pages.ts';
import { When } from '../ui/When.tsx';
import { useText } from '../use-text.ts';
import { BanDialog } from './BanDialog.tsx';
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
        <BanDialog
          onClose={() => setAdding(false)}
          onBanned={() => {
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
