import type { ReactNode } from 'react';
import type { Conversation } from '@parlance/client';
import { Button } from '../ui/Button.tsx';
import { TextField } from '../ui/Field.tsx';
import { ErrorNote, Loading } from '../ui/Notes.tsx';
import { useText } from '../use-text.ts';
import type { RoomBrowsing } from './use-room-browser.ts';

/** The field to search rooms in. */
export function RoomSearch({ browsing: { query, setQuery }, className }: { browsing: RoomBrowsing; className?: string }) {
  const t = useText();
  return <TextField className={className} type="search" label={t.rooms.searchRooms} hideLabel placeholder={t.rooms.searchRooms} value={query} onChange={(e) => setQuery(e.target.value)} />;
}

/** The rooms that are found, a page at a time. `className` is the list's. */
export function FoundRooms({ browsing, empty, className, children }: { browsing: RoomBrowsing; empty: ReactNode; className: string; children(room: Conversation): ReactNode }) {
  const t = useText();
  const { rooms, next, state, error } = browsing.found;
  if (state === 'failed') return <ErrorNote error={error} onRetry={() => void browsing.again()} />;
  if (rooms.length === 0) return state === 'loading' ? <Loading /> : empty;
  return (
    <div className="flex flex-col gap-6">
      <ul className={className}>{rooms.map(children)}</ul>
      {next !== null && (
        <Button className="self-center" busy={state === 'loading'} onClick={() => void browsing.more()}>
          {t.rooms.more}
        </Button>
      )}
    </div>
  );
}
