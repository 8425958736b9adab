import { useEffect, type ReactNode } from 'react';
import type { User } from '@parlance/client';
import { useChat } from '../session-context.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { useStore } from '../use-store.ts';
import { useText } from '../use-text.ts';

/** Somebody in a list: picture, name, whether they are there, and what one can do at the end. */
export function PersonRow({ user, onOpen, children }: { user: User; onOpen(): void; children?: ReactNode }) {
  const t = useText();
  const chat = useChat();
  const presence = useStore(chat.people.presenceOf(user.id));
  useEffect(() => chat.client.watch([user.id]), [chat, user.id]);
  return (
    <li className="flex items-center gap-2 rounded-xl hover:bg-hover">
      <button type="button" className="flex min-w-0 flex-1 items-center gap-3 rounded-xl p-2 text-start" onClick={onOpen}>
        <Avatar name={user.name} id={user.id} url={user.avatar_url} online={presence?.online} />
        <span className="min-w-0">
          <span className="block truncate font-medium">{user.name}</span>
          <span className="block truncate text-sm text-muted">{user.username ? `@${user.username}` : t.people.guest}</span>
        </span>
        {presence?.online && <span className="sr-only">{t.people.online}</span>}
      </button>
      {children}
    </li>
  );
}
