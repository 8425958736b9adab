import { useEffect, useState } from 'react';
import type { Conversation } from '@parlance/client';
import { RoomBrowser } from '../../state/room-browser.ts';
import { useChat } from '../session-context.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { TextField } from '../ui/Field.tsx';
import { EmptyState, ErrorNote, Loading } from '../ui/Notes.tsx';
import { useSubmit } from '../ui/use-submit.ts';
import { useStore } from '../use-store.ts';
import { useText } from '../use-text.ts';
import { useModeration } from './moderation-context.ts';

/** Rooms that are listed, to close one that should not be. */
export function ModeratedRooms() {
  const t = useText();
  const chat = useChat();
  const [browser] = useState(() => new RoomBrowser(chat.client));
  const { rooms, next, state, error } = useStore(browser.found);
  const [query, setQuery] = useState('');
  const [closing, setClosing] = useState<Conversation | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => void browser.search(query, ''), query ? 250 : 0);
    return () => clearTimeout(timer);
  }, [browser, query]);

  return (
    <>
      <TextField type="search" label={t.rooms.searchRooms} hideLabel placeholder={t.rooms.searchRooms} value={query} onChange={(e) => setQuery(e.target.value)} />
      {state === 'failed' ? (
        <ErrorNote error={error} onRetry={() => void browser.again()} />
      ) : rooms.length === 0 ? (
        state === 'loading' ? (
          <Loading />
        ) : (
          <EmptyState title={t.rooms.none} />
        )
      ) : (
        <ul className="flex flex-col gap-2">
          {rooms.map((room) => (
            <li key={room.id} className="flex items-center gap-3 rounded-2xl border border-line bg-raised p-3">
              <Avatar name={room.name} id={room.id} url={room.thumbnail_url} square />
              <div className="min-w-0 flex-1">
                <p className="truncate font-medium">{room.name}</p>
                <p className="truncate text-sm text-muted">
                  {t.rooms.members(room.members)} {room.description && `· ${room.description}`}
                </p>
              </div>
              <Button size="small" look="quiet-danger" onClick={() => setClosing(room)} aria-label={`${t.moderation.closeRoom}: ${room.name}`}>
                {t.moderation.closeRoom}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {next !== null && (
        <Button className="self-center" busy={state === 'loading'} onClick={() => void browser.more()}>
          {t.rooms.more}
        </Button>
      )}
      {closing && (
        <CloseRoom
          room={closing}
          onClose={() => setClosing(null)}
          onClosed={() => {
            setClosing(null);
            void browser.again();
          }}
        />
      )}
    </>
  );
}

function CloseRoom({ room, onClosed, onClose }: { room: Conversation; onClosed(): void; onClose(): void }) {
  const t = useText();
  const moderation = useModeration();
  const { submit, busy, error } = useSubmit(async (form) => {
    await moderation.closeRoom(room.id, (form.get('reason') as string).trim());
    onClosed();
  });
  return (
    <Dialog open onClose={onClose} title={`${t.moderation.closeRoom}: ${room.name}`} description={t.rooms.deleteHint}>
      <form className="flex flex-col gap-4 pb-2" onSubmit={submit}>
        <TextField label={t.moderation.why} name="reason" required maxLength={500} />
        {error !== null && <ErrorNote error={error} />}
        <Button type="submit" look="danger" busy={busy}>
          {t.moderation.closeRoom}
        </Button>
      </form>
    </Dialog>
  );
}
