import type { Message, Pending } from '@parlance/client';
import { describe, expect, it } from 'vitest';
import { OutgoingMessages } from '../src/state/outgoing.ts';
import { rowsOf } from '../src/state/rows.ts';
import { FakeClient } from './fake-client.ts';

const me = { id: 12, name: 'Ana' };
const sent = { message: 1_002, seq: 2, sent_at: 1 };

function pending(clientId: string, part: Partial<Pending> = {}): Pending {
  return { clientId, conversation: 5, content: clientId, queuedAt: 1_763_697_700_000, ...part };
}

function setUp(waiting: Pending[] = []) {
  const client = Object.assign(new FakeClient(1), { pending: () => waiting });
  const outgoing = new OutgoingMessages(client, 5);
  const rows = (messages: Message[] = client.messages) => rowsOf(messages, outgoing.all.value, me, 5, null);
  return { client, outgoing, rows };
}

describe('a message on its way', () => {
  it('is one row with one key from the first moment to the last', () => {
    const { client, outgoing, rows } = setUp();
    client.emit('outbox', { state: 'queued', pending: pending('a') });
    expect(rows().map((row) => [row.key, row.outgoing?.state])).toEqual([['1001', undefined], ['a', 'sending']]);

    client.emit('outbox', { state: 'sent', pending: pending('a'), reply: sent });
    expect(rows().map((row) => [row.key, row.outgoing?.state])).toEqual([['1001', undefined], ['a', 'sent']]);

    const messages = [...client.messages, client.message(2, { sender: 12, client_id: 'a' })];
    expect(rows(messages).map((row) => [row.key, row.outgoing?.state])).toEqual([['1001', undefined], ['a', undefined]]);
    outgoing.arrived(messages);
    expect(outgoing.all.value).toEqual([]);
  });

  it('stays behind what others say meanwhile, in the order of sending', () => {
    const { client, rows } = setUp();
    client.emit('outbox', { state: 'queued', pending: pending('a') });
    client.emit('outbox', { state: 'queued', pending: pending('b') });
    const messages = [...client.messages, client.message(2), client.message(3, { sender: 12, client_id: 'a' })];
    expect(rows(messages).map((row) => row.key)).toEqual(['1001', '1002', 'a', 'b']);
  });

  it('is not shown twice when only its place is known', () => {
    const { client, rows } = setUp();
    client.emit('outbox', { state: 'queued', pending: pending('a') });
    client.emit('outbox', { state: 'sent', pending: pending('a'), reply: sent });
    expect(rows([...client.messages, client.message(2, { sender: 12 })])).toHaveLength(2);
  });

  it('says why it was refused, until it is tried again or given up', () => {
    const { client, outgoing } = setUp([pending('old', { refusal: { code: 'forbidden', message: 'No.' } }), pending('other', { conversation: 6 })]);
    expect(outgoing.all.value).toMatchObject([{ state: 'failed', pending: { clientId: 'old' } }]);
    client.emit('outbox', { state: 'queued', pending: pending('old') });
    expect(outgoing.all.value).toMatchObject([{ state: 'sending' }]);
    client.emit('outbox', { state: 'discarded', pending: pending('old') });
    expect(outgoing.all.value).toEqual([]);
  });
});

describe('the rows of a conversation', () => {
  const client = new FakeClient();
  const rows = (messages: Message[], readTo: number | null = null) => rowsOf(messages, [], me, 5, readTo);

  it('name the sender once for what is said in one go', () => {
    const minute = 60_000;
    const at = client.message(1).sent_at;
    const shown = rows([
      client.message(1),
      client.message(2),
      client.message(3, { sender: 14 }),
      client.message(4, { sender: 14, reply_to: 1_001 }),
      client.message(5, { sender: 14, sent_at: at + 10 * minute }),
    ]);
    expect(shown.map((row) => row.startsGroup)).toEqual([true, false, true, true, true]);
  });

  it('begin each day', () => {
    const dayMs = 86_400_000;
    const at = client.message(1).sent_at;
    expect(rows([client.message(1), client.message(2), client.message(3, { sent_at: at + dayMs })]).map((row) => row.startsDay)).toEqual([true, false, true]);
  });

  it('have one line above the first unread message of somebody else', () => {
    const own = client.message(3, { sender: 12 });
    expect(rows([client.message(1), client.message(2), own, client.message(4), client.message(5)], 2).map((row) => row.startsUnread)).toEqual([false, false, false, true, false]);
    expect(rows([client.message(4), client.message(5)], 1).some((row) => row.startsUnread)).toBe(true);
    expect(rows([client.message(4), client.message(5)], 5).some((row) => row.startsUnread)).toBe(false);
  });
});
