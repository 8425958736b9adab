import type { Conversation } from '@parlance/client';

/** The other person of a direct conversation, whose key is `direct:12-13`. */
export function otherOf(conversation: Conversation, me: number): number | undefined {
  const pair = conversation.kind === 'direct' ? /^direct:(\d+)-(\d+)$/.exec(conversation.key) : null;
  if (!pair) return undefined;
  const [a, b] = [Number(pair[1]), Number(pair[2])];
  return a === me ? b : a;
}
