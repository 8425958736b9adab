import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ParlanceError } from '../../src/error.ts';
import { Outbox, type OutboxChange } from '../../src/outbox.ts';
import { memoryOutbox, type OutboxStore, type Pending } from '../../src/outbox-store.ts';
import type { SendReply } from '../../src/protocol.ts';

const message = (clientId: string, conversation: number | string = 5): Pending => ({ clientId, conversation, content: clientId, queuedAt: 0 });

interface Attempt {
  clientId: string;
  succeeds(): Promise<void>;
  fails(code: string, retryAfterMs?: number): Promise<void>;
}

/** An outbox on a connection that the test answers for. */
async function outboxOn(store: OutboxStore = memoryOutbox()) {
  const attempts: Attempt[] = [];
  const changes: OutboxChange[] = [];
  const outbox = new Outbox(store, (change) => changes.push(change));
  await outbox.load();
  const connect = () =>
    outbox.connect(
      ({ clientId }) =>
        new Promise<SendReply>((resolve, reject) =>
          attempts.push({
            clientId,
            async succeeds() {
              resolve({ message: 1, seq: 1, sent_at: 0 });
              await vi.advanceTimersByTimeAsync(0);
            },
            async fails(code, retryAfterMs) {
              reject(new ParlanceError({ code, message: code, ...(retryAfterMs === undefined ? {} : { retry_after_ms: retryAfterMs }) }));
              await vi.advanceTimersByTimeAsync(0);
            },
          }),
        ),
    );
  return { outbox, attempts, changes, connect, tried: () => attempts.map(({ clientId }) => clientId) };
}

describe('the outbox', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('sends the messages of a conversation one after the other, those of two side by side', async () => {
    const { outbox, attempts, connect, tried } = await outboxOn();
    for (const [id, conversation] of [['a', 5], ['b', 5], ['c', 6]] as const) void outbox.add(message(id, conversation));

    connect();
    expect(tried()).toEqual(['a', 'c']);
    await attempts[0]!.succeeds();
    expect(tried()).toEqual(['a', 'c', 'b']);
  });

  it('sends what the store held before anything newer', async () => {
    let open!: (left: Pending[]) => void;
    const store = { ...memoryOutbox(), all: () => new Promise<Pending[]>((resolve) => (open = resolve)) };
    const attempts: string[] = [];
    const outbox = new Outbox(store, () => undefined);
    const loading = outbox.load();
    outbox.connect((pending) => (attempts.push(pending.clientId), Promise.resolve({ message: 1, seq: 1, sent_at: 0 })));
    const sent = outbox.add(message('new'));

    open([message('old')]);
    await loading;
    await sent;

    expect(attempts).toEqual(['old', 'new']);
  });

  it('holds what follows in the conversation while one must wait, and nothing else', async () => {
    const { outbox, attempts, connect, tried } = await outboxOn();
    connect();
    void outbox.add(message('a'));
    void outbox.add(message('b'));

    await attempts[0]!.fails('rate_limited', 2_000);
    void outbox.add(message('c', 6));
    await vi.advanceTimersByTimeAsync(1_999);
    expect(tried()).toEqual(['a', 'c']);
    await vi.advanceTimersByTimeAsync(600);
    expect(tried()).toEqual(['a', 'c', 'a']);
    await attempts[2]!.succeeds();
    expect(tried()).toEqual(['a', 'c', 'a', 'b']);
  });

  it.each(['unavailable', 'connection_lost', 'timeout'])('tries again by itself after %s', async (code) => {
    const { outbox, attempts, connect, tried } = await outboxOn();
    connect();
    const sent = outbox.add(message('a'));

    await attempts[0]!.fails(code);
    await vi.advanceTimersByTimeAsync(1_000);
    await attempts[1]!.succeeds();

    expect(tried()).toEqual(['a', 'a']);
    await expect(sent).resolves.toMatchObject({ message: 1 });
  });

  it('keeps what was refused for good until it is tried again or discarded', async () => {
    const store = memoryOutbox();
    const { outbox, attempts, changes, connect, tried } = await outboxOn(store);
    connect();
    const sent = outbox.add(message('a')).catch((error: ParlanceError) => error.code);
    void outbox.add(message('b'));

    await attempts[0]!.fails('forbidden');
    expect(await sent).toBe('forbidden');
    expect(tried()).toEqual(['a', 'b']);
    expect((await store.all()).find(({ clientId }) => clientId === 'a')?.refusal?.code).toBe('forbidden');

    outbox.retry('a');
    await attempts[1]!.succeeds();
    expect(outbox.all()[0]).not.toHaveProperty('refusal');
    await attempts[2]!.fails('forbidden');
    outbox.discard('a');

    expect(outbox.all()).toEqual([]);
    expect(await store.all()).toEqual([]);
    expect(changes.map(({ state, pending }) => `${pending.clientId} ${state}`)).toEqual(['a queued', 'b queued', 'a failed', 'a queued', 'b sent', 'a failed', 'a discarded']);
  });

  it('sends again on the next connection what was on its way, once, under the same id', async () => {
    const { outbox, attempts, connect, tried } = await outboxOn();
    connect();
    void outbox.add(message('a'));
    void outbox.add(message('b'));

    outbox.disconnect();
    await attempts[0]!.fails('connection_lost');
    connect();
    await attempts[1]!.succeeds();

    expect(tried()).toEqual(['a', 'a', 'b']);
  });

  it('takes a message seen in its conversation as sent, whatever became of the answer', async () => {
    const { outbox, attempts, changes, connect } = await outboxOn();
    connect();
    const sent = outbox.add(message('a'));

    outbox.arrived('a', { message: 7, seq: 3, sent_at: 9 });
    await attempts[0]!.succeeds();

    await expect(sent).resolves.toEqual({ message: 7, seq: 3, sent_at: 9 });
    expect(changes.map(({ state }) => state)).toEqual(['queued', 'sent']);
  });

  it('does not bring back what was discarded on its way', async () => {
    const store = memoryOutbox();
    const { outbox, attempts, connect } = await outboxOn(store);
    connect();
    const sent = outbox.add(message('a')).catch((error: ParlanceError) => error.code);

    outbox.discard('a');
    await attempts[0]!.fails('forbidden');

    expect(await sent).toBe('discarded');
    expect(outbox.all()).toEqual([]);
    expect(await store.all()).toEqual([]);
  });

  it('sends without a store that works', async () => {
    const broken = () => Promise.reject(new Error('private browsing'));
    const { outbox, attempts, connect } = await outboxOn({ all: broken, put: broken, remove: broken });
    connect();
    const sent = outbox.add(message('a'));

    await attempts[0]!.succeeds();

    await expect(sent).resolves.toMatchObject({ message: 1 });
  });
});
