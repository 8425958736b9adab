import { useEffect, useState } from 'react';
import { Trash2 } from 'lucide-react';
import type { Filter } from '../../state/moderation.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { SelectField, TextField } from '../ui/Field.tsx';
import { EmptyState, ErrorNote, Loading, sentenceOf } from '../ui/Notes.tsx';
import { toast } from '../ui/toasts.ts';
import { useSubmit } from '../ui/use-submit.ts';
import { useText } from '../use-text.ts';
import { useModeration } from './moderation-context.ts';

/** Words and links that are refused, masked or flagged everywhere. */
export function Filters() {
  const t = useText();
  const moderation = useModeration();
  const [filters, setFilters] = useState<readonly Filter[] | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  useEffect(() => void moderation.filters().then((answer) => setFilters(answer.filters), setFailure), [moderation]);
  const { submit, busy, error } = useSubmit(async (form) => {
    const field = (name: string) => form.get(name) as string;
    const { filter } = await moderation.addFilter({ kind: field('kind') as Filter['kind'], pattern: field('pattern').trim(), action: field('action') as Filter['action'] });
    setFilters((now) => [...(now ?? []), filter]);
  });

  async function remove(filter: Filter) {
    try {
      await moderation.removeFilter(filter.id);
      setFilters((now) => now?.filter((one) => one.id !== filter.id) ?? null);
    } catch (problem) {
      toast(sentenceOf(problem), { kind: 'error' });
    }
  }

  return (
    <>
      <form className="grid items-end gap-3 sm:grid-cols-[10rem_1fr_10rem_auto]" onSubmit={submit}>
        <SelectField label={t.moderation.kind} name="kind">
          <option value="word">{t.moderation.filterKinds.word}</option>
          <option value="link">{t.moderation.filterKinds.link}</option>
        </SelectField>
        <TextField label={t.moderation.pattern} name="pattern" required maxLength={200} />
        <SelectField label={t.moderation.action} name="action">
          {(['refuse', 'mask', 'flag'] as const).map((action) => (
            <option key={action} value={action}>
              {t.moderation.filterActions[action]}
            </option>
          ))}
        </SelectField>
        <Button type="submit" look="primary" busy={busy}>
          {t.moderation.addFilter}
        </Button>
      </form>
      {error !== null && <ErrorNote error={error} />}
      {failure !== null ? (
        <ErrorNote error={failure} />
      ) : filters === null ? (
        <Loading />
      ) : filters.length === 0 ? (
        <EmptyState title={t.moderation.noFilters} />
      ) : (
        <ul className="flex flex-col gap-2">
          {filters.map((filter) => (
            <li key={filter.id} className="flex items-center gap-3 rounded-xl border border-line bg-raised py-1 ps-4 pe-1">
              <span className="min-w-0 flex-1 truncate font-medium">{filter.pattern}</span>
              <span className="text-sm text-muted">
                {t.moderation.filterKinds[filter.kind]} · {t.moderation.filterActions[filter.action]}
              </span>
              <IconButton label={`${t.moderation.removeFilter}: ${filter.pattern}`} onClick={() => void remove(filter)}>
                <Trash2 />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
