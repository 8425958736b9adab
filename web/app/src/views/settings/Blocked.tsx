import { useEffect, useState } from 'react';
import PersonDialog from '../people/PersonDialog.tsx';
import { PersonRow } from '../people/PersonRow.tsx';
import { useChat } from '../session-context.ts';
import { Button } from '../ui/Button.tsx';
import { ErrorNote, Loading, sentenceOf } from '../ui/Notes.tsx';
import { toast } from '../ui/toasts.ts';
import { useStore } from '../use-store.ts';
import { useText } from '../use-text.ts';

/** Whom one blocks, and the way back. */
export function Blocked() {
  const t = useText();
  const { blocks } = useChat();
  const users = useStore(blocks.users);
  const [failure, setFailure] = useState<unknown>(null);
  const [person, setPerson] = useState<number | null>(null);
  const load = () => blocks.load().then(() => setFailure(null), setFailure);
  useEffect(() => void load(), [blocks]);

  if (failure !== null && !users) return <ErrorNote error={failure} onRetry={() => void load()} />;
  if (!users) return <Loading />;
  if (users.length === 0) return <p className="text-muted">{t.people.blockedNone}</p>;
  return (
    <>
      <ul>
        {users.map((user) => (
          <PersonRow key={user.id} user={user} onOpen={() => setPerson(user.id)}>
            <Button size="small" className="me-2" aria-label={`${t.people.unblock}: ${user.name}`} onClick={() => void blocks.unblock(user).catch((error: unknown) => toast(sentenceOf(error), { kind: 'error' }))}>
              {t.people.unblock}
            </Button>
          </PersonRow>
        ))}
      </ul>
      {person !== null && <PersonDialog user={person} onClose={() => setPerson(null)} />}
    </>
  );
}
