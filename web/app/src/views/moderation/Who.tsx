import { Link } from 'wouter';
import { useChat } from '../session-context.ts';
import { useStore } from '../use-store.ts';
import { useText } from '../use-text.ts';
import type { Party } from '../../state/moderation.ts';

/** Somebody by name, with a link to what is known of them. */
export function Who({ id }: { id: number | null }) {
  const t = useText();
  const chat = useChat();
  const user = useStore(chat.people.of(id ?? 0));
  if (id === null) return <span>{t.moderation.operator}</span>;
  return (
    <Link href={`/moderation/people/${id}`} className="font-medium text-accent underline">
      {user ? (user.username ? `${user.name} (@${user.username})` : user.name) : `#${id}`}
    </Link>
  );
}

/** One side of a report: a person, or what is known of somebody without an account. */
export function PartyName({ party }: { party: Party }) {
  return party.user === null ? <span className="font-medium">{party.key ?? party.device ?? party.address ?? '–'}</span> : <Who id={party.user} />;
}
