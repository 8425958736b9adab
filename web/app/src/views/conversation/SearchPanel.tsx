import { useEffect, useState } from 'react';
import type { Hit } from '@parlance/client';
import { SearchX, TextSearch } from 'lucide-react';
import { Link } from 'wouter';
import { MessageSearch, type SearchWish } from '../../state/message-search.ts';
import { useFace } from '../people/use-face.ts';
import { useChat } from '../session-context.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { Button } from '../ui/Button.tsx';
import { classes } from '../ui/classes.ts';
import { SelectField, TextField } from '../ui/Field.tsx';
import { EmptyState, ErrorNote, Loading } from '../ui/Notes.tsx';
import { When } from '../ui/When.tsx';
import { useStore } from '../use-store.ts';
import { useText } from '../use-text.ts';

/** Looks for words in this conversation or in all of one's own. */
export function SearchPanel({ conversation, onChosen }: { conversation: number; onChosen(): void }) {
  const t = useText();
  const { client } = useChat();
  const [search] = useState(() => new MessageSearch(client));
  const [wish, setWish] = useState<SearchWish>({ query: '', conversation, sort: 'newest' });
  const found = useStore(search.state);
  useEffect(() => search.wish(wish), [search, wish]);
  const hits = 'hits' in found ? found.hits : [];
  return (
    <>
      <div role="search" className="flex flex-col gap-2 px-4 pb-3">
        <TextField label={t.conversation.searchTitle} hideLabel type="search" autoFocus placeholder={t.conversation.searchTitle} value={wish.query} maxLength={200} onChange={(event) => setWish({ ...wish, query: event.target.value })} />
        <div className="flex gap-2">
          <SelectField className="min-w-0 flex-1" label={t.conversation.searchWhere} hideLabel value={wish.conversation === undefined ? 'all' : 'here'} onChange={(event) => setWish({ ...wish, conversation: event.target.value === 'all' ? undefined : conversation })}>
            <option value="here">{t.conversation.searchHere}</option>
            <option value="all">{t.conversation.searchEverywhere}</option>
          </SelectField>
          <SelectField className="min-w-0 flex-1" label={t.conversation.searchOrder} hideLabel value={wish.sort} onChange={(event) => setWish({ ...wish, sort: event.target.value as SearchWish['sort'] })}>
            <option value="newest">{t.conversation.newest}</option>
            <option value="relevance">{t.conversation.relevance}</option>
          </SelectField>
        </div>
      </div>
      <p aria-live="polite" className="sr-only">
        {found.state === 'found' && (hits.length === 0 ? t.conversation.searchNothing : t.conversation.found(hits.length))}
      </p>
      {found.state === 'empty' && <EmptyState icon={<TextSearch />} title={t.conversation.searchTitle}>{t.conversation.searchHint}</EmptyState>}
      {found.state === 'failed' && (
        <div className="px-4">
          <ErrorNote error={found.error} onRetry={() => search.again()} />
        </div>
      )}
      {found.state === 'searching' && hits.length === 0 && <Loading />}
      {found.state === 'found' && hits.length === 0 && <EmptyState icon={<SearchX />} title={t.conversation.searchNothing}>{t.conversation.searchHint}</EmptyState>}
      {hits.length > 0 && (
        <ul className={classes('min-h-0 flex-1 overflow-y-auto px-2 pb-4', found.state === 'searching' && 'opacity-60')}>
          {hits.map((hit) => (
            <li key={hit.message.id}>
              <HitLink hit={hit} showsWhere={wish.conversation === undefined} onChosen={onChosen} />
            </li>
          ))}
          {found.state === 'found' && found.next !== null && (
            <li className="flex justify-center pt-2">
              <Button busy={found.isLoadingMore} onClick={() => void search.more()}>
                {t.conversation.more}
              </Button>
            </li>
          )}
        </ul>
      )}
    </>
  );
}

function HitLink({ hit, showsWhere, onChosen }: { hit: Hit; showsWhere: boolean; onChosen(): void }) {
  const { people } = useChat();
  const person = useStore(people.of(hit.message.sender));
  const name = person?.name ?? hit.message.name;
  return (
    <Link href={`/c/${hit.conversation}?seq=${hit.message.seq}`} onClick={onChosen} className="flex gap-3 rounded-xl p-2 hover:bg-hover">
      <Avatar name={name} id={hit.message.sender} url={person?.avatar_url} />
      <span className="min-w-0 flex-1">
        <span className="flex items-baseline gap-2">
          <span className="min-w-0 flex-1 truncate font-medium">{name}</span>
          <When time={hit.message.sent_at} className="shrink-0 text-xs text-muted" />
        </span>
        {showsWhere && <Where conversation={hit.conversation} />}
        <span className="line-clamp-4 text-sm">{marked(hit)}</span>
      </span>
    </Link>
  );
}

function Where({ conversation }: { conversation: number }) {
  const entry = useChat().conversations.get(conversation);
  return entry ? <WhereName conversation={entry.conversation} /> : null;
}

function WhereName({ conversation }: { conversation: Parameters<typeof useFace>[0] }) {
  return <span className="block truncate text-sm text-muted">{useFace(conversation).name}</span>;
}

/** The snippet with what was found marked. */
function marked({ snippet, highlights }: Hit) {
  const parts = [];
  let from = 0;
  for (const [start, length] of highlights) {
    parts.push(snippet.slice(from, start));
    parts.push(
      <mark key={start} className="rounded-sm bg-mark text-ink">
        {snippet.slice(start, start + length)}
      </mark>,
    );
    from = start + length;
  }
  return [...parts, snippet.slice(from)];
}
