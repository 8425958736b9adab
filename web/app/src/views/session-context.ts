import { createContext, use } from 'react';
import type { Chat } from '../state/chat.ts';
import type { Session } from '../state/session.ts';

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = use(SessionContext);
  if (!session) throw new Error('There is no session around this view.');
  return session;
}

export const ChatContext = createContext<Chat | null>(null);

/** Inside of the shell only, where somebody is signed in. */
export function useChat(): Chat {
  const chat = use(ChatContext);
  if (!chat) throw new Error('There is no chat around this view.');
  return chat;
}
