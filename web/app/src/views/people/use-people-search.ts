import { useEffect, useState } from 'react';
import type { User } from '@parlance/client';
import { useChat } from '../session-context.ts';
import { typingPauseMs } from '../ui/typing-pause.ts';

export type Found = { state: 'idle' | 'loading' } | { state: 'ready'; users: User[] } | { state: 'failed'; error: unknown };

/** People by name, as one types. Oneself is left out. */
export function usePeopleSearch(query: string): Found {
  const chat = useChat();
  const [found, setFound] = useState<Found>({ state: 'idle' });
  const wanted = query.trim();
  useEffect(() => {
    if (!wanted) return setFound({ state: 'idle' });
    let isCurrent = true;
    setFound((before) => (before.state === 'ready' ? before : { state: 'loading' }));
    const timer = setTimeout(() => {
      chat.people.search(wanted).then(
        (users) => isCurrent && setFound({ state: 'ready', users: users.filter((user) => user.id !== chat.me.value.id) }),
        (error: unknown) => isCurrent && setFound({ state: 'failed', error }),
      );
    }, typingPauseMs);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [chat, wanted]);
  return found;
}
