import { useEffect, useState } from 'react';
import type { Access } from '@parlance/client';
import { DoorOpen } from 'lucide-react';
import { useLocation } from 'wouter';
import { useChat } from '../session-context.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Button } from '../ui/Button.tsx';
import { NotFound } from '../ui/NotFound.tsx';
import { ErrorNote, Loading } from '../ui/Notes.tsx';
import { Page } from '../ui/Page.tsx';
import { useText } from '../use-text.ts';
import { AskPassword } from './AskPassword.tsx';

/** Where an invite link leads: the room, before one is in it. */
export default function Invitation({ roomKey }: { roomKey: string }) {
  const t = useText();
  const chat = useChat();
  const [, go] = useLocation();
  const [access, setAccess] = useState<Access | null | 'loading'>('loading');
  const [failure, setFailure] = useState<unknown>(null);
  const [asksPassword, setAsksPassword] = useState(false);

  useEffect(() => {
    chat.client.request('conversation', { conversation: roomKey }).then(
      (found) => {
        if (found.self?.state === 'joined') go(`/c/${found.conversation.id}`, { replace: true });
        else setAccess(found);
      },
      () => setAccess(null),
    );
  }, [chat, roomKey, go]);

  async function enter(password?: string) {
    const room = await chat.join(roomKey, password);
    go(`/c/${room.id}`, { replace: true });
  }

  if (access === 'loading') return <Loading />;
  if (access === null) {
    return (
      <NotFound icon={<DoorOpen />} title={t.rooms.invitation}>
        {t.rooms.noSuchRoom}
      </NotFound>
    );
  }
  const room = access.conversation;
  return (
    <Page title={t.rooms.invitation}>
      <div className="m-auto flex w-full max-w-sm flex-col items-center gap-4 text-center">
        <Avatar name={room.name} id={room.id} url={room.thumbnail_url} square size="huge" />
        <p className="text-muted">{t.rooms.invitedTo}</p>
        <h2 className="text-2xl font-semibold">{room.name}</h2>
        {room.description && <p>{room.description}</p>}
        <p className="text-sm text-muted">{t.rooms.members(room.members)}</p>
        {failure !== null && <ErrorNote error={failure} />}
        <Button look="primary" size="large" onClick={() => (room.privacy === 'password' ? setAsksPassword(true) : void enter().catch(setFailure))}>
          {t.rooms.join}
        </Button>
      </div>
      {asksPassword && <AskPassword room={room.name} join={enter} onJoined={() => undefined} onClose={() => setAsksPassword(false)} />}
    </Page>
  );
}
