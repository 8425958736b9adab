import type { Conversation } from '@parlance/client';

/** In the head of a conversation: begins a call, or joins the one that goes on. */
export function CallButtons(_: { conversation: Conversation }) {
  return null;
}
