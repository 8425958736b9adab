import { describe, expect, it } from 'vitest';
import { CommandQueue } from '../../src/commands.ts';
import { ParlanceError } from '../../src/error.ts';

const patient = { repeatable: true, timeoutMs: 60_000, maxBytes: 1_000 };
const once = { ...patient, repeatable: false };

function queueWith(capacity = 100) {
  const written: number[] = [];
  const queue = new CommandQueue(capacity);
  const connect = () => queue.connect((text) => written.push((JSON.parse(text) as { id: number }).id));
  const fails = (asked: Promise<unknown>) => asked.then(() => null, (error: unknown) => (error as ParlanceError).code);
  return { queue, written, connect, fails };
}

describe('commands without an answer', () => {
  it('go out first and in order when there is a connection', () => {
    const { queue, written, connect } = queueWith();
    void queue.run('ping', {}, patient);
    void queue.run('ping', {}, patient);

    connect();
    void queue.run('ping', {}, patient);

    expect(written).toEqual([1, 2, 3]);
  });

  it('go out again on the next connection, unless they were answered', async () => {
    const { queue, written, connect } = queueWith();
    connect();
    const first = queue.run('ping', {}, patient);
    void queue.run('ping', {}, patient);
    queue.answered(1, { ok: { done: true } });
    queue.answered(1, { ok: {} }); // nobody waits for it any more

    queue.disconnect();
    connect();

    expect(await first).toEqual({ done: true });
    expect(written).toEqual([1, 2, 2]);
  });

  it('fail when they were sent and must not be given twice', async () => {
    const { queue, written, connect, fails } = queueWith();
    connect();
    const sent = fails(queue.run('create_room', {}, once));
    queue.disconnect();
    void queue.run('create_room', {}, once);
    connect();

    expect(await sent).toBe('connection_lost');
    expect(written).toEqual([1, 2]);
  });

  it('fail with everything the server said', async () => {
    const { queue, connect } = queueWith();
    connect();
    const asked = queue.run('edit', {}, patient);

    queue.answered(1, { error: { code: 'rate_limited', message: 'Too many.', remedy: 'Wait.', retry_after_ms: 850, field: 'content' } });

    await expect(asked).rejects.toMatchObject({ name: 'ParlanceError', code: 'rate_limited', message: 'Too many.', remedy: 'Wait.', retryAfter: 850, field: 'content' });
  });

  it('are refused when there are too many of them', async () => {
    const { queue, connect, fails } = queueWith(1);
    connect();
    void queue.run('ping', {}, patient);

    expect(await fails(queue.run('ping', {}, patient))).toBe('outbox_full');
    queue.answered(1, { ok: {} });
    void queue.run('ping', {}, patient);
  });

  it('are refused when they are larger than a frame may be', async () => {
    const { queue, written, connect, fails } = queueWith();
    connect();

    expect(await fails(queue.run('edit', { content: 'é'.repeat(500) }, patient))).toBe('too_large');
    void queue.run('edit', { content: 'e'.repeat(500) }, patient);

    expect(written).toEqual([1 + 1]);
  });

  it('give up in time', async () => {
    const { queue, fails } = queueWith();
    expect(await fails(queue.run('ping', {}, { ...patient, timeoutMs: 5 }))).toBe('timeout');
  });

  it('fail when the client ends, and so do all later ones', async () => {
    const { queue, fails } = queueWith();
    const waiting = fails(queue.run('ping', {}, patient));

    queue.close(new ParlanceError({ code: 'banned', message: 'Banned.' }));

    expect(await waiting).toBe('banned');
    expect(await fails(queue.run('ping', {}, patient))).toBe('banned');
  });
});
