import type { Message } from '@parlance/client';
import { stillOutgoing, type Outgoing } from './outgoing.ts';

/** One row of the list: a message, or one on its way. */
export interface Row {
  /** The same while a message is on its way and after. */
  key: string;
  message: Message;
  outgoing: Outgoing | undefined;
  /** Shows who it is from. */
  startsGroup: boolean;
  /** A new day begins above it. */
  startsDay: boolean;
  /** The first unread one: a line is above it. */
  startsUnread: boolean;
}

const groupMs = 5 * 60_000;

/** @param readTo What follows this and is not one's own was unread when the conversation was opened; null: nothing was. */
export function rowsOf(messages: readonly Message[], outgoing: readonly Outgoing[], me: { id: number; name: string }, conversation: number, readTo: number | null): Row[] {
  const rows: Row[] = [];
  let before: Message | undefined;
  let isUnreadShown = readTo === null;
  const add = (message: Message, one: Outgoing | undefined) => {
    const startsDay = !before || !isSameDay(before.sent_at, message.sent_at);
    // A page may begin in the midst of the unread ones: then the line is further above.
    const startsUnread = !isUnreadShown && !one && message.seq > readTo! && message.sender !== me.id && (before !== undefined || message.seq === readTo! + 1);
    isUnreadShown ||= startsUnread;
    const startsGroup =
      startsDay || startsUnread || before?.sender !== message.sender || message.sent_at - before.sent_at > groupMs || message.reply_to !== undefined || before.deleted === true;
    const key = message.sender === me.id && message.client_id ? message.client_id : String(message.id);
    rows.push({ key, message, outgoing: one, startsGroup, startsDay, startsUnread });
    before = message;
  };
  for (const message of messages) add(message, undefined);
  for (const one of stillOutgoing(outgoing, messages)) add(messageOf(one, me, conversation), one);
  return rows;
}

/** What a message on its way will look like. */
const drawn = new WeakMap<Outgoing, Message>();

function messageOf(outgoing: Outgoing, me: { id: number; name: string }, conversation: number): Message {
  let message = drawn.get(outgoing);
  if (!message) {
    const { clientId, content, attachments, replyTo, mentions, queuedAt } = outgoing.pending;
    message = { conversation, seq: Number.MAX_SAFE_INTEGER, position: 0, id: 0, sender: me.id, name: me.name, content, client_id: clientId, sent_at: queuedAt, attachments, reply_to: replyTo, mentions };
    drawn.set(outgoing, message);
  }
  return message;
}

function isSameDay(a: number, b: number): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString();
}
