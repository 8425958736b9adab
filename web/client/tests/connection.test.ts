import { describe, expect, it } from 'vitest';
import type { ClientEvents, ParlanceClient } from '../src/index.ts';
import { eventually } from './harness/eventually.ts';
import { messageAt, PlayedServer } from './harness/played-server.ts';

function listen<Name extends keyof ClientEvents>(client: ParlanceClient, name: Name): ClientEvents[Name][] {
  const heard: ClientEvents[Name][] = [];
  client.on(name, (event) => heard.push(event));
  return heard;
}

describe('a connection', () => {
  it('hears what comes in the same packet as the welcome', async () => {
    const server = await PlayedServer.start();
    const client = server.client({ cursor: 100 });
    const messages = listen(client, 'message');
    const ready = client.connect();
    const line = await server.accepts();

    line.inOnePacket(() => {
      line.answers(line.greeting, { user: { id: 12, name: 'Ana' }, position: 103, resume: 'replay', expires_at: 0, max_frame_bytes: 69_632 });
      line.says(messageAt(101));
      line.says(messageAt(103));
      line.says({ type: 'resumed', position: 103 });
    });
    await ready;
    line.breaks();

    expect((await server.accepts()).greeting['cursor']).toBe(103);
    expect(messages.map(({ id }) => id)).toEqual([101, 103]);
  });

  it('tells a message from an answer, whatever numbers they carry', async () => {
    const server = await PlayedServer.start();
    const client = server.client();
    const messages = listen(client, 'message');
    void client.connect();
    const line = await server.welcomes();
    const asked = client.request('users', { users: [13] });
    const command = await line.reads('users');

    line.says(messageAt(101, { id: command.id }));
    line.answers(command, { users: [] });

    await expect(asked).resolves.toEqual({ users: [] });
    expect(messages.map(({ id }) => id)).toEqual([command.id]);
  });

  it('carries the highest position into the next hello, and gives nothing twice', async () => {
    const server = await PlayedServer.start();
    const client = server.client();
    const messages = listen(client, 'message');
    void client.connect();
    let line = await server.welcomes();
    line.says(messageAt(101));
    line.says(messageAt(102));
    await eventually(() => (client.cursor === 102 ? null : `at ${client.cursor}`));
    line.breaks();

    line = await server.welcomes({ resume: 'replay', position: 104 });
    expect(line.greeting['cursor']).toBe(102);
    line.says(messageAt(102));
    line.says(messageAt(103));
    line.says({ type: 'resumed', position: 104 });

    await eventually(() => (client.cursor === 104 ? null : `at ${client.cursor}`));
    expect(messages.map(({ id }) => id)).toEqual([101, 102, 103]);
  });

  it('cut inside a replay asks for its last position again, as that may stand for two changes', async () => {
    const server = await PlayedServer.start();
    const client = server.client({ cursor: 100 });
    const edits = listen(client, 'edited');
    const reactions = listen(client, 'reacted');
    void client.connect();
    const edited = { type: 'edited', conversation: 5, seq: 1, position: 105, id: 90, content: 'x', edited_at: 1, mentions: [], reactions: [] };
    let line = await server.welcomes({ resume: 'replay', position: 110 });
    line.says(edited);
    await eventually(() => (edits.length === 1 ? null : 'no edit'));
    line.breaks();

    line = await server.welcomes({ resume: 'replay', position: 110 });
    expect(line.greeting['cursor']).toBe(104);
    line.says(edited);
    line.says({ type: 'reacted', conversation: 5, seq: 1, position: 105, id: 90, reactions: [] });
    line.says({ type: 'resumed', position: 110 });

    await eventually(() => (client.cursor === 110 ? null : `at ${client.cursor}`));
    expect([edits.length, reactions.length]).toEqual([1, 1]);
  });

  it('to a server set back to a backup tells to read anew', async () => {
    const server = await PlayedServer.start();
    const client = server.client({ cursor: 500 });
    const snapshots = listen(client, 'snapshot');
    void client.connect();
    await server.welcomes({ resume: 'replay', position: 400 });

    await eventually(() => (snapshots.length === 1 ? null : 'no snapshot'));
    expect(client.cursor).toBe(400);
  });

  it('that went silent is asked, left, and made anew', async () => {
    const server = await PlayedServer.start();
    const client = server.client({ silentAfterMs: 100, answerTimeoutMs: 100 });
    void client.connect();
    const line = await server.welcomes();

    await line.reads('ping');
    await server.welcomes();
  });

  it('that is quiet but answers is kept', async () => {
    const server = await PlayedServer.start();
    const client = server.client({ silentAfterMs: 40, answerTimeoutMs: 2_000 });
    void client.connect();
    const line = await server.welcomes();

    for (let i = 0; i < 5; i++) line.answers(await line.reads('ping'), {});

    expect(line.isGone).toBe(false);
    expect(server.connections).toBe(1);
  });

  it('whose server never says hello is given up', async () => {
    const server = await PlayedServer.start();
    const client = server.client({ connectTimeoutMs: 100 });
    void client.connect();
    await server.accepts();

    await server.welcomes();
    await eventually(() => (client.status.state === 'online' ? null : client.status.state));
  });

  it('to a server that speaks nonsense is made anew', async () => {
    const server = await PlayedServer.start();
    const client = server.client();
    void client.connect();
    (await server.welcomes()).says('{"type":');

    await server.welcomes();
  });

  it('comes back at once after being too slow, and after the wait a restarting server names', async () => {
    const server = await PlayedServer.start();
    const client = server.client({ firstBackoffMs: 60_000, maxBackoffMs: 60_000 });
    const seen = listen(client, 'status');
    void client.connect();
    (await server.welcomes()).closes(4008, 'too_slow; resume');

    (await server.welcomes()).closes(1012, 'restarting; reconnect in 150 ms');
    const closedAt = Date.now();
    await server.welcomes();

    expect(Date.now() - closedAt).toBeGreaterThanOrEqual(140);
    expect(seen.filter(({ state }) => state === 'waiting').length).toBe(2);
  });

  it('comes back at once when the application says that the network is there', async () => {
    const server = await PlayedServer.start();
    const client = server.client({ firstBackoffMs: 3_600_000, maxBackoffMs: 3_600_000 });
    void client.connect();
    (await server.welcomes()).breaks();
    await eventually(() => (client.status.state === 'waiting' ? null : client.status.state));

    client.connectNow();

    await server.welcomes();
  });

  it('does not come back from a ban, and everything that waits learns why', async () => {
    const server = await PlayedServer.start();
    const client = server.client();
    void client.connect();
    const line = await server.welcomes();
    const waiting = client.request('ping', {}).catch((error: unknown) => error);
    line.closes(4003, 'banned');

    expect(await waiting).toMatchObject({ code: 'banned' });
    await expect(client.request('ping', {})).rejects.toMatchObject({ code: 'banned' });
    await expect(client.connect()).rejects.toMatchObject({ code: 'banned' });
    expect(client.status).toMatchObject({ state: 'ended', refusal: { code: 'banned' } });
  });

  it('that cannot be opened at all says so instead of trying for ever', async () => {
    const server = await PlayedServer.start();
    const client = server.client({
      openSocket: () => {
        throw new DOMException('An insecure WebSocket may not be opened from a secure page.', 'SecurityError');
      },
    });
    await expect(client.connect()).rejects.toMatchObject({ code: 'failed', message: expect.stringContaining('insecure') as string });
  });

  it('closed by its owner stays closed, and keeps what is unsent', async () => {
    const server = await PlayedServer.start();
    const client = server.client();
    void client.connect();
    const line = await server.welcomes();
    client.send(5, 'hello');
    await line.reads('send');

    client.close();

    await eventually(() => (line.isGone ? null : 'still open'));
    await expect(client.request('ping', {})).rejects.toMatchObject({ code: 'closed' });
    expect(client.pending()).toMatchObject([{ content: 'hello' }]);
    expect(client.pending()[0]).not.toHaveProperty('refusal');
    expect(client.status).toEqual({ state: 'closed' });
  });
});

describe('commands', () => {
  it('go out again after a break, and those that must not fail', async () => {
    const server = await PlayedServer.start();
    const client = server.client();
    void client.connect();
    let line = await server.welcomes();
    const reading = client.request('history', { conversation: 5 });
    const creating = client.request('create_group', { name: 'walkers', members: [] }).catch((error: unknown) => error);
    await line.reads('create_group');
    line.breaks();

    line = await server.welcomes();
    line.answers(await line.reads('history'), { messages: [], position: 100 });

    await expect(reading).resolves.toMatchObject({ position: 100 });
    expect(await creating).toMatchObject({ code: 'connection_lost' });
    expect(line.heard('create_group')).toEqual([]);
  });

  it('without an answer give up in time, and a late answer disturbs nobody', async () => {
    const server = await PlayedServer.start();
    const client = server.client({ answerTimeoutMs: 10_000 });
    const refusals = listen(client, 'refusal');
    void client.connect();
    const line = await server.welcomes();
    const asked = client.request('history', { conversation: 5 }, 50).catch((error: unknown) => error);
    const command = await line.reads('history');
    expect(await asked).toMatchObject({ code: 'timeout' });

    line.refuses(command, { code: 'not_found' });
    line.says({ id: null, error: { code: 'too_large', message: 'Too large.' } });

    await eventually(() => (refusals.length > 0 ? null : 'no refusal'));
    expect(refusals.map(({ code }) => code)).toEqual(['too_large']);
  });

  it('too large for a frame are refused before they are sent', async () => {
    const server = await PlayedServer.start();
    const client = server.client();
    void client.connect();
    const line = await server.welcomes({ max_frame_bytes: 1_000 });
    await eventually(() => (client.status.state === 'online' ? null : client.status.state));

    await expect(client.request('edit', { message: 1, content: 'e'.repeat(2_000) })).rejects.toMatchObject({ code: 'too_large' });
    await expect(client.send(5, 'e'.repeat(2_000)).sent).rejects.toMatchObject({ code: 'too_large' });

    expect([line.heard('edit'), line.heard('send')]).toEqual([[], []]);
    expect(client.pending()).toMatchObject([{ refusal: { code: 'too_large' } }]);
  });

  it('of a later version are handed on as events nobody asked for', async () => {
    const server = await PlayedServer.start();
    const client = server.client();
    const messages = listen(client, 'message');
    void client.connect();
    const line = await server.welcomes();

    line.says({ type: 'poll_closed', conversation: 5 });
    line.says(messageAt(101));

    await eventually(() => (messages.length === 1 ? null : 'no message'));
    expect(line.isGone).toBe(false);
  });
});

describe('a listener that throws', () => {
  it('harms neither the others nor the connection', async () => {
    const server = await PlayedServer.start();
    const client = server.client();
    const thrown: unknown[] = [];
    const uncaught = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    process.on('uncaughtException', (error) => thrown.push(error));
    try {
      client.on('message', () => {
        throw new Error('a bug in the page');
      });
      const messages = listen(client, 'message');
      void client.connect();
      (await server.welcomes()).says(messageAt(101));
      await eventually(() => (messages.length === 1 && thrown.length === 1 ? null : 'not told'));
    } finally {
      process.removeAllListeners('uncaughtException');
      for (const listener of uncaught) process.on('uncaughtException', listener);
    }
    expect(server.connections).toBe(1);
  });
});
