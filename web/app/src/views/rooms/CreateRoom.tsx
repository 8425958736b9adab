import { useLocation } from 'wouter';
import type { RoomFields } from '@parlance/client';
import { useChat } from '../session-context.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { useText } from '../use-text.ts';
import { RoomForm } from './RoomForm.tsx';

export function CreateRoom({ onClose }: { onClose(): void }) {
  const t = useText();
  const chat = useChat();
  const [, go] = useLocation();
  return (
    <Dialog open onClose={onClose} title={t.rooms.create}>
      <RoomForm
        action={t.rooms.create}
        save={async (fields: RoomFields) => {
          const room = await chat.createRoom(fields);
          go(`/c/${room.id}`);
        }}
      />
    </Dialog>
  );
}
