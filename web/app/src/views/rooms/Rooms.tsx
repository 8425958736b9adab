import { useState } from 'react';
import { Compass, Plus } from 'lucide-react';
import { Button } from '../ui/Button.tsx';
import { SelectField } from '../ui/Field.tsx';
import { EmptyState } from '../ui/Notes.tsx';
import { Page } from '../ui/Page.tsx';
import { useText } from '../use-text.ts';
import { CreateRoom } from './CreateRoom.tsx';
import { RoomCard } from './RoomCard.tsx';
import { FoundRooms, RoomSearch } from './RoomFinder.tsx';
import { useRoomBrowser } from './use-room-browser.ts';

/** All listed rooms: search, filter, join, create. */
export default function Rooms() {
  const t = useText();
  const [category, setCategory] = useState('');
  const browsing = useRoomBrowser(category);
  const { query } = browsing;
  const [isCreating, setCreating] = useState(false);

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
        <RoomSearch browsing={browsing} className="flex-1" />
        <SelectField className="sm:w-56" label={t.rooms.category} hideLabel value={category} onChange={(e) => setCategory(e.target.value)}>
          <option value="">{t.rooms.allCategories}</option>
          {Object.entries(t.rooms.categories).map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </SelectField>
      </div>
      <FoundRooms
        browsing={browsing}
        empty={
          <EmptyState icon={<Compass />} title={t.rooms.none} action={<Button onClick={() => setCreating(true)}>{t.rooms.create}</Button>}>
            {query || category ? t.rooms.noneHint : t.rooms.firstHint}
          </EmptyState>
        }
        className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3 2xl:grid-cols-4"
      >
        {(room) => <RoomCard key={room.id} room={room} />}
      </FoundRooms>
      {isCreating && <CreateRoom onClose={() => setCreating(false)} />}
    </Page>
  );
}
