import { useState } from 'react';
import type { User } from '@parlance/client';
import { Search, Users } from 'lucide-react';
import { useLocation } from 'wouter';
import { useChat } from '../session-context.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { TextField } from '../ui/Field.tsx';
import { ErrorNote, sentenceOf } from '../ui/Notes.tsx';
import { Page } from '../ui/Page.tsx';
import { toast } from '../ui/toasts.ts';
import { useText } from '../use-text.ts';
import { PeopleFinder } from './PeopleFinder.tsx';
import PersonDialog from './PersonDialog.tsx';
import { PersonRow } from './PersonRow.tsx';
import { PickPeople } from './PickPeople.tsx';

/** Finds people, to write to one of them or to make a group of several. */
export default function People() {
  const t = useText();
  const chat = useChat();
  const [, go] = useLocation();
  const [person, setPerson] = useState<number | null>(null);
  const [isGrouping, setGrouping] = useState(false);

  async function write(user: User) {
    try {
      go(`/c/${(await chat.openDirect(user.id)).id}`);
    } catch (error) {
      toast(sentenceOf(error), { kind: 'error' });
    }
  }

  return (
    <Page
      narrow
      title={t.people.title}
      actions={
        <Button icon={<Users className="size-4" />} onClick={() => setGrouping(true)}>
          {t.people.newGroup}
        </Button>
      }
    >
      <div className="flex flex-1 flex-col gap-4">
        <PeopleFinder icon={<Search />}>
          {(user) => (
            <PersonRow key={user.id} user={user} onOpen={() => setPerson(user.id)}>
              <Button size="small" className="me-2" onClick={() => void write(user)} aria-label={`${t.people.message}: ${user.name}`}>
                {t.people.message}
              </Button>
            </PersonRow>
          )}
        </PeopleFinder>
      </div>
      {person !== null && <PersonDialog user={person} onClose={() => setPerson(null)} />}
      {isGrouping && <NewGroup onClose={() => setGrouping(false)} />}
    </Page>
  );
}

function NewGroup({ onClose }: { onClose(): void }) {
  const t = useText();
  const chat = useChat();
  const [, go] = useLocation();
  const [name, setName] = useState('');
  const [failure, setFailure] = useState<unknown>(null);

  async function create(users: User[]) {
    try {
      go(`/c/${(await chat.createGroup(name.trim(), users.map((user) => user.id))).id}`);
    } catch (error) {
      setFailure(error);
    }
  }

  return (
    <Dialog open onClose={onClose} title={t.people.newGroup}>
      <div className="flex flex-col gap-3">
        <TextField label={t.people.groupName} value={name} onChange={(e) => setName(e.target.value)} maxLength={100} />
        {failure !== null && <ErrorNote error={failure} />}
        <PickPeople action={t.people.createGroup} onPicked={(users) => void create(users)} />
      </div>
    </Dialog>
  );
}
