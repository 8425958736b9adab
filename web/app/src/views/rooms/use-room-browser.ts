import { useEffect, useState } from 'react';
import { RoomBrowser, type Browsed } from '../../state/room-browser.ts';
import { useChat } from '../session-context.ts';
import { typingPauseMs } from '../ui/typing-pause.ts';
import { useStore } from '../use-store.ts';

export interface RoomBrowsing {
  query: string;
  setQuery(query: string): void;
  found: Browsed;
  again(): Promise<void>;
  more(): Promise<void>;
}

/** The listed rooms, searched as one types. */
export function useRoomBrowser(category = ''): RoomBrowsing {
  const chat = useChat();
  const [browser] = useState(() => new RoomBrowser(chat.client));
  const found = useStore(browser.found);
  const [query, setQuery] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => void browser.search(query, category), query ? typingPauseMs : 0);
    return () => clearTimeout(timer);
  }, [browser, query, category]);
  return { query, setQuery, found, again: () => browser.again(), more: () => browser.more() };
}
