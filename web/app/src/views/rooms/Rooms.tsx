import { useEffect, useState } from 'react';
import { Compass, Plus } from 'lucide-react';
import { RoomBrowser } from '../../state/room-browser.ts';
import { useChat } from '../session-context.ts';
import { Button } from '../ui/Button.tsx';
import { SelectField, TextField } from '../ui/Field.tsx';
import { EmptyState, ErrorNote, Loading } from '../ui/Notes.tsx';
import { Page } from '../ui/Page.tsx';
import { useStore } from '../use-store.ts';
import { useText } from '../use-text.ts';
import { CreateRoom } from './CreateRoom.tsx';
import { RoomCard } from './RoomCard.tsx';

/** A key pressed within this time of the last one belongs to the same word. */
const typingPauseMs = 250;

/** All listed rooms: search, filter, join, create. */
export default function Rooms() {
  const t = useText();
  const chat = useChat();
  const [browser] = useState(() => new RoomBrowser(chat.client));
  const { rooms, next, state, error } = useStore(browser.found);
  const [query, setQuery] = useState('');
  const [category, setCategory] = useState('');
  const [isCreating, setCreating] = useState(false);

  useEffect(() => {
    const timer = setTimeout(() => void browser.search(query, category), query ? typingPauseMs : 0);
    return () => clearTimeout(timer);
  }, [browser, query, category]);

  return (
    <Page
      title={t.rooms.title}
      actions={
        <Button look="primary" icon={<Plus className="size-4" />} onClick={() => setCreating(true)}>
          {t.rooms.create}
        </Button>
      }
    >
      <div className="flex gap-3 pb-4 max-sm:flex-col">
        <TextField className="flex-1" type="search" label={t.rooms.searchRooms} hideLabel placeholder={t.rooms.searchRooms} value={query} onChange={(e) => setQuery(e.target.value)} />
        <SelectField className="sm:w-56" label={t.rooms.category} hideLabel value={category} onChange={(e) => setCategory(e.target.value)}>
          <option value="">{t.rooms.allCategories}</option>
          {Object.entries(t.rooms.categories).map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </SelectField>
      </div>
      {state === 'failed' ? (
        <ErrorNote error={error} onRetry={() => void browser.again()} />
      ) : rooms.length > 0 ? (
        <>
          <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3 2xl:grid-cols-4">
            {rooms.map((room) => (
              <RoomCard key={room.id} room={room} />
            ))}
          </ul>
          {next !== null && (
            <Button className="mx-auto mt-6 flex" busy={state === 'loading'} onClick={() => void browser.more()}>
              {t.rooms.more}
            </Button>
          )}
        </>
      ) : state === 'loading' ? (
        <Loading />
      ) : (
        <EmptyState icon={<Compass />} title={t.rooms.none} action={<Button onClick={() => setCreating(true)}>{t.rooms.create}</Button>}>
          {query || category ? t.rooms.noneHint : t.rooms.firstHint}
        </EmptyState>
      )}
      {isCreating && <CreateRoom onClose={() => setCreating(false)} />}
    </Page>
  );
}
