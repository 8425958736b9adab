import { useEffect, useMemo, useState } from 'react';
import type { Conversation, Member } from '@parlance/client';
import { Ellipsis } from 'lucide-react';
import PersonDialog from '../people/PersonDialog.tsx';
import { useChat } from '../session-context.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { IconButton } from '../ui/Button.tsx';
import { TextField } from '../ui/Field.tsx';
import { Menu, MenuItem, MenuLine } from '../ui/Menu.tsx';
import { ErrorNote, Loading, sentenceOf } from '../ui/Notes.tsx';
import { toast } from '../ui/toasts.ts';
import { useStore } from '../use-store.ts';
import { useText } from '../use-text.ts';

/** From this many on one searches rather than scrolls. */
const manyMembers = 12;
/** More than these are found by searching. */
const maxShown = 200;

/** The host first, then moderators, then the others by name. */
const rank: Record<Member['role'], number> = { host: 0, moderator: 1, member: 2 };

/** Who is in a conversation and online, and what one may do with each. */
export function MemberList({ conversation, self }: { conversation: Conversation; self: Member }) {
  const t = useText();
  const chat = useChat();
  const { members } = chat.opened.of(conversation.id);
  const unordered = useStore(members.all);
  const state = useStore(members.state);
  const all = useMemo(() => [...unordered].sort((a, b) => rank[a.role] - rank[b.role] || a.name.localeCompare(b.name)), [unordered]);
  const [query, setQuery] = useState('');
  const [person, setPerson] = useState<number | null>(null);
  useEffect(() => members.load(), [members]);

  const wanted = query.trim().toLocaleLowerCase();
  const shown = (wanted ? all.filter((member) => member.name.toLocaleLowerCase().includes(wanted)) : all).slice(0, maxShown);
  return (
    <div className="flex flex-col gap-2">
      <h3 className="text-sm font-medium">
        {t.rooms.membersTitle} <span className="text-muted">{conversation.members}</span>
      </h3>
      {all.length > manyMembers && <TextField type="search" label={t.rooms.searchMembers} hideLabel placeholder={t.rooms.searchMembers} value={query} onChange={(e) => setQuery(e.target.value)} />}
      {state === 'failed' ? (
        <ErrorNote error={t.rooms.membersFailed} onRetry={() => members.load()} />
      ) : state === 'loading' && all.length === 0 ? (
        <Loading />
      ) : (
        <ul className="-mx-2">
          {shown.map((member) => (
            <MemberRow key={member.user} member={member} self={self} conversation={conversation} onOpen={() => setPerson(member.user)} />
          ))}
        </ul>
      )}
      {person !== null && <PersonDialog user={person} onClose={() => setPerson(null)} />}
    </div>
  );
}

function MemberRow({ member, self, conversation, onOpen }: { member: Member; self: Member; conversation: Conversation; onOpen(): void }) {
  const t = useText();
  const chat = useChat();
  const presence = useStore(chat.people.presenceOf(member.user));
  useEffect(() => chat.client.watch([member.user]), [chat, member.user]);
  const isMe = member.user === self.user;
  const mayAct = !isMe && member.role !== 'host' && (self.role === 'host' || (self.role === 'moderator' && member.role === 'member'));

  return (
    <li className="flex items-center gap-1 rounded-lg hover:bg-hover [content-visibility:auto] [contain-intrinsic-size:auto_3rem]">
      <button type="button" className="flex min-w-0 flex-1 items-center gap-3 rounded-lg p-2 text-start" onClick={onOpen}>
        <Avatar name={member.name} id={member.user} url={member.avatar_url} online={presence?.online} />
        <span className="min-w-0 flex-1">
          <span className="block truncate">
            {member.name}
            {isMe && <span className="text-muted"> ({t.rooms.you})</span>}
          </span>
          {member.role !== 'member' && <span className="block text-xs text-muted">{t.rooms.roles[member.role]}</span>}
        </span>
        {presence?.online && <span className="sr-only">{t.rooms.online}</span>}
      </button>
      {mayAct && <MemberMenu member={member} conversation={conversation} isHost={self.role === 'host'} />}
    </li>
  );
}

function MemberMenu({ member, conversation, isHost }: { member: Member; conversation: Conversation; isHost: boolean }) {
  const t = useText();
  const { client } = useChat();
  const at = { conversation: conversation.id, user: member.user };
  const run = (work: Promise<unknown>) => void work.catch((error: unknown) => toast(sentenceOf(error), { kind: 'error' }));
  return (
    <Menu
      trigger={
        <IconButton label={t.rooms.memberActions(member.name)} size="small">
          <Ellipsis />
        </IconButton>
      }
    >
      {isHost && member.role === 'member' && <MenuItem onSelect={() => run(client.request('set_role', { ...at, role: 'moderator' }))}>{t.rooms.makeModerator}</MenuItem>}
      {isHost && member.role === 'moderator' && <MenuItem onSelect={() => run(client.request('set_role', { ...at, role: 'member' }))}>{t.rooms.makeMember}</MenuItem>}
      {isHost && <MenuItem onSelect={() => run(client.request('set_role', { ...at, role: 'host' }))}>{t.rooms.makeHost}</MenuItem>}
      {isHost && <MenuLine />}
      <MenuItem danger onSelect={() => run(client.request('remove_member', at))}>
        {t.rooms.remove}
      </MenuItem>
      <MenuItem danger onSelect={() => run(client.request('remove_member', { ...at, ban: true }))}>
        {t.rooms.ban}
      </MenuItem>
    </Menu>
  );
}
