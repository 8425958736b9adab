import { useEffect } from 'react';
import type { Conversation } from '@parlance/client';
import { otherOf } from '../../state/names.ts';
import { useChat } from '../session-context.ts';
import { useStore } from '../use-store.ts';
import { useText } from '../use-text.ts';

export interface Face {
  name: string;
  id: number;
  url: string | null | undefined;
  isRoom: boolean;
  /** Of direct conversations alone. */
  online: boolean | undefined;
  /** The other one of a direct conversation. */
  other: number | undefined;
}

/** What a conversation is shown as: a room by its name, a direct one by the other person. */
export function useFace(conversation: Conversation): Face {
  const t = useText();
  const chat = useChat();
  const other = otherOf(conversation, chat.me.value.id);
  // Hooks are called for rooms, too: 0 is nobody's id.
  const person = useStore(chat.people.of(other ?? 0));
  const presence = useStore(chat.people.presenceOf(other ?? 0));
  useEffect(() => (other === undefined ? undefined : chat.client.watch([other])), [chat, other]);
  if (other === undefined) {
    return { name: conversation.name || t.common.group, id: conversation.id, url: conversation.thumbnail_url, isRoom: true, online: undefined, other };
  }
  return { name: person?.name ?? '…', id: other, url: person?.avatar_url, isRoom: false, online: presence?.online ?? false, other };
}
