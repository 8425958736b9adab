import { useState } from 'react';
import type { Conversation } from '@parlance/client';
import { FoundRooms, RoomSearch } from '../rooms/RoomFinder.tsx';
import { useRoomBrowser } from '../rooms/use-room-browser.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { TextField } from '../ui/Field.tsx';
import { EmptyState, ErrorNote } from '../ui/Notes.tsx';
import { useSubmit } from '../ui/use-submit.ts';
import { useText } from '../use-text.ts';
import { useModeration } from './moderation-context.ts';

/** Rooms that are listed, to close one that should not be. */
export function ModeratedRooms() {
  const t = useText();
  const browsing = useRoomBrowser();
  const [closing, setClosing] = useState<Conversation | null>(null);
  return (
    <>
      <RoomSearch browsing={browsing} />
      <FoundRooms browsing={browsing} empty={<EmptyState title={t.rooms.none} />} className="flex flex-col gap-2">
        {(room) => (
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
        )}
      </FoundRooms>
      {closing && (
        <CloseRoom
          room={closing}
          onClose={() => setClosing(null)}
          onClosed={() => {
            setClosing(null);
            void browsing.again();
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
