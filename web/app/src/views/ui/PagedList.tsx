import type { ReactNode } from 'react';
import { useText } from '../use-text.ts';
import { Button } from './Button.tsx';
import { EmptyState, ErrorNote, Loading } from './Notes.tsx';
import type { Pages } from './use-pages.ts';

/** A list that comes in pages, with its loading, empty and failed states. */
export function PagedList<Item>({ pages, empty, children }: { pages: Pages<Item>; empty: string; children(item: Item): ReactNode }) {
  const t = useText();
  if (pages.error !== null && pages.items.length === 0) return <ErrorNote error={pages.error} onRetry={pages.again} />;
  if (pages.items.length === 0) return pages.busy ? <Loading /> : <EmptyState title={empty} />;
  return (
    <>
      <ul className="flex flex-col gap-3">{pages.items.map(children)}</ul>
      {pages.error !== null && <ErrorNote error={pages.error} onRetry={pages.more} />}
      {pages.hasMore && (
        <Button className="mt-4 self-center" busy={pages.busy} onClick={pages.more}>
          {t.rooms.more}
        </Button>
      )}
    </>
  );
}
