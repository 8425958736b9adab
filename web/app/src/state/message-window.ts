import type { Message } from '@parlance/client';

export type Patch = Partial<Message>;

/** Messages asked for at a time. */
export const pageSize = 60;

/** What is left of a deleted message. */
export const gone: Patch = { content: '', attachments: undefined, mentions: undefined, reactions: undefined, deleted: true };

export function hasNewer({ messages, lastSeq }: { messages: readonly Message[]; lastSeq: number }): boolean {
  return lastOf(messages) < lastSeq;
}

export function lastOf(messages: readonly Message[]): number {
  return messages.at(-1)?.seq ?? 0;
}

export function isFull(page: readonly Message[]): boolean {
  return page.length >= pageSize;
}

/** The highest there may be: after a full page there may be one more. */
export function reachOf(messages: readonly Message[], page: readonly Message[]): number {
  return lastOf(messages) + (isFull(page) ? 1 : 0);
}

export function hasOlder(page: readonly Message[]): boolean {
  return isFull(page) && page[0]!.seq > 1;
}

export function withPatches(messages: readonly Message[], changes: readonly { id: number; patch: Patch }[]): readonly Message[] {
  if (changes.length === 0) return messages;
  const byId = new Map<number, Patch>();
  for (const { id, patch } of changes) byId.set(id, { ...byId.get(id), ...patch });
  let isChanged = false;
  const patched = messages.map((message) => {
    const patch = byId.get(message.id);
    if (!patch) return message;
    isChanged = true;
    return { ...message, ...patch };
  });
  return isChanged ? patched : messages;
}
