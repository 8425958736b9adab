import { useState, type ReactNode } from 'react';
import type { User } from '@parlance/client';
import { TextField } from '../ui/Field.tsx';
import { EmptyState, ErrorNote, Loading } from '../ui/Notes.tsx';
import { useText } from '../use-text.ts';
import { usePeopleSearch, type Found } from './use-people-search.ts';

/** A field to search people in, and below it those who are found. */
export function PeopleFinder({ icon, children }: { icon?: ReactNode; children(user: User): ReactNode }) {
  const t = useText();
  const [query, setQuery] = useState('');
  const found = usePeopleSearch(query);
  return (
    <>
      <TextField type="search" label={t.people.search} hideLabel placeholder={t.people.search} value={query} onChange={(e) => setQuery(e.target.value)} />
      <FoundPeople found={found} otherwise={(sentence) => <EmptyState icon={icon} title={sentence} />}>
        {children}
      </FoundPeople>
    </>
  );
}

/** What a search of people came to; `otherwise` shows that nobody was found or asked for yet. */
export function FoundPeople({ found, otherwise, children }: { found: Found; otherwise(sentence: string): ReactNode; children(user: User): ReactNode }) {
  const t = useText();
  if (found.state === 'failed') return <ErrorNote error={found.error} />;
  if (found.state === 'loading') return <Loading />;
  if (found.state !== 'ready') return otherwise(t.people.searchHint);
  return found.users.length > 0 ? <ul>{found.users.map(children)}</ul> : otherwise(t.people.nobody);
}
