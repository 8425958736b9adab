import { useState } from 'react';
import type { User } from '@parlance/client';
import { Check, X } from 'lucide-react';
import { Button, IconButton } from '../ui/Button.tsx';
import { TextField } from '../ui/Field.tsx';
import { useText } from '../use-text.ts';
import { FoundPeople } from './PeopleFinder.tsx';
import { PersonRow } from './PersonRow.tsx';
import { usePeopleSearch } from './use-people-search.ts';

/** Searches people and chooses several. */
export function PickPeople({ action, onPicked }: { action: string; onPicked(users: User[]): void }) {
  const t = useText();
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState<readonly User[]>([]);
  const found = usePeopleSearch(query);
  const toggle = (user: User) => setChosen((now) => (now.some((one) => one.id === user.id) ? now.filter((one) => one.id !== user.id) : [...now, user]));

  return (
    <div className="flex flex-col gap-3 pb-2">
      <TextField type="search" label={t.people.search} value={query} onChange={(e) => setQuery(e.target.value)} autoFocus />
      {chosen.length > 0 && (
        <ul aria-label={t.people.chosen} className="flex flex-wrap gap-2">
          {chosen.map((user) => (
            <li key={user.id} className="flex max-w-full items-center rounded-full bg-accent-soft ps-3">
              <span className="truncate">{user.name}</span>
              <IconButton label={t.people.takeOut(user.name)} size="small" onClick={() => toggle(user)}>
                <X />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      <div className="min-h-40">
        <FoundPeople found={found} otherwise={(sentence) => <p className="py-6 text-center text-muted">{sentence}</p>}>
          {(user) => (
            <PersonRow key={user.id} user={user} onOpen={() => toggle(user)}>
              {chosen.some((one) => one.id === user.id) && <Check aria-hidden className="me-3 size-5 text-accent" />}
            </PersonRow>
          )}
        </FoundPeople>
      </div>
      <Button look="primary" disabled={chosen.length === 0} onClick={() => onPicked([...chosen])}>
        {action}
      </Button>
    </div>
  );
}
