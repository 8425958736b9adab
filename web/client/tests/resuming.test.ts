import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Chat } from './harness/chat.ts';
import type { Person } from './harness/person.ts';
import { Server } from './harness/server.ts';
import type { SendReply } from '../src/index.ts';

/** What is there before ben is cut off. */
async function beginning(ana: Person, ben: Person): Promise<[SendReply, SendReply]> {
  const one = await ana.says('one');
  const two = await ana.says('two');
  await ana.client.request('react', { message: one.message, emoji: '👀' });
  await ben.sees('one', 'two');
  await ben.takesAView();
  return [one, two];
}

/** Everything that can happen to messages while ben is away. */
async function muchHappens(ana: Person, one: SendReply, two: SendReply): Promise<void> {
  await ana.client.request('edit', { message: one.message, content: 'one, mended' });
  await ana.client.request('react', { message: one.message, emoji: '👍' });
  await ana.client.request('delete', { message: two.message });
  await ana.says('three');
  const four = await ana.says('four');
  await ana.client.request('edit', { message: four.message, content: 'four, not yet' });
  await ana.client.request('react', { message: four.message, emoji: '🎉' });
  await ana.client.request('receipt', { conversation: ana.room, read: four.seq });
}

async function benKnows(ben: Person): Promise<void> {
  await ben.sees('three', 'four, not yet');
  await ben.seesNothingMore();
  await ben.knowsWhatIsTrue();
}

describe('resuming', () => {
  let server: Server;
  beforeAll(async () => void (server = await Server.start()));
  afterAll(() => server.dispose());

  it('misses and repeats nothing after a reset connection', async () => {
    const [ana, ben] = await Chat.beside(server).pair('ana', 'ben');
    const [one, two] = await beginning(ana, ben);

    ben.cable.cut();
    await muchHappens(ana, one, two);
    await ben.cable.mend();

    await benKnows(ben);
  });

  it('notices a connection that died without a word, and replaces it', async () => {
    const [ana, ben] = await Chat.beside(server).pair('ana', 'ben');
    const [one, two] = await beginning(ana, ben);

    ben.cable.freeze();
    await muchHappens(ana, one, two);
    await ben.hears('status', ({ state }) => state === 'waiting');
    await ben.cable.mend();

    await benKnows(ben);
  });

  it('outlasts refused connections', async () => {
    const [ana, ben] = await Chat.beside(server).pair('ana', 'ben');
    const [one, two] = await beginning(ana, ben);

    await ben.cable.refuse();
    await muchHappens(ana, one, two);
    await ben.hears('status', (status) => status.state === 'waiting' && status.reason !== '');
    await ben.cable.mend();

    await benKnows(ben);
  });

  it('survives cuts at any byte of the handshake and of the replay', async () => {
    const [ana, ben] = await Chat.beside(server).pair('ana', 'ben');
    const [one, two] = await beginning(ana, ben);

    ben.cable.cut();
    await muchHappens(ana, one, two);
    // In the answer to the upgrade, in that to hello, and ever further into what is replayed.
    ben.cable.cutAfter(1, 60, 150, 400, ...Array.from({ length: 16 }, (_, i) => 600 + 100 * i));
    await ben.cable.mend();

    await benKnows(ben);
    expect(ben.all('status').filter(({ state }) => state === 'waiting').length).toBeGreaterThan(4);
  });

  it('goes on through a line that breaks again and again', async () => {
    const [ana, ben] = await Chat.beside(server).pair('ana', 'ben');
    await ben.takesAView();

    for (let round = 0; round < 20; round++) {
      const sends = Array.from({ length: 10 }, (_, i) => ana.says(`${round}/${i}`));
      const first = await sends[0]!;
      (round % 2 === 0 ? ben : ana).cable.blip();
      await ana.client.request('react', { message: first.message, emoji: '👍' });
      await ana.client.request('edit', { message: first.message, content: `${round}/edited` });
      await Promise.all(sends);
    }

    await ben.knowsWhatIsTrue();
    ben.sawEverythingOnce();
    expect(ben.messages().map(({ seq }) => seq)).toHaveLength(200);
  });

  it('tells who joined, who left and what changed while one was away', async () => {
    const chat = Chat.beside(server);
    const [ana, ben, carl] = (await chat.room('ana', 'ben', 'carl')) as [Person, Person, Person];
    const dora = await chat.member('dora');
    await ben.takesAView();

    ben.cable.cut();
    await carl.client.request('leave', { conversation: carl.room });
    await dora.client.request('join', { conversation: ana.room });
    await ana.client.request('update_conversation', { conversation: ana.room, name: 'Salon', tags: ['jazz', 'tea'] });
    await ana.client.request('set_role', { conversation: ana.room, user: dora.id, role: 'moderator' });
    await ben.cable.mend();

    await ben.knowsWhatIsTrue();
    ben.sawEverythingOnce();
  });

  it('tells who was put out or added while away', async () => {
    const [ana, ben] = await Chat.beside(server).pair('ana', 'ben');
    await ben.takesAView();

    ben.cable.cut();
    await ana.client.request('remove_member', { conversation: ana.room, user: ben.id });
    const { conversation } = await ana.client.request('create_group', { name: 'walkers', members: [ben.id] });
    await ana.client.send(conversation.id, 'welcome').sent;
    await ana.says('among ourselves');
    await ben.cable.mend();

    await ben.knowsWhatIsTrue();
    expect(ben.messages()).toEqual([]);
    expect(ben.all('message').filter((message) => message.conversation === conversation.id).map(({ content }) => content)).toEqual(['welcome']);
    expect(ben.all('member').filter(({ member }) => member.user === ben.id && member.state !== 'joined' && ben.room === ana.room).map(({ member }) => member.state)).toContain('removed');
  });
});

describe('a server that ends', () => {
  it('killed and started again is met again without gap or repeat, by both sides', async () => {
    const chat = await Chat.on();
    const [ana, ben] = await chat.pair('ana', 'ben');
    const [one, two] = await beginning(ana, ben);

    ben.cable.cut();
    await muchHappens(ana, one, two);
    await chat.server.kill();
    await chat.server.start();
    await ben.cable.mend();

    await benKnows(ben);
    await ana.sees('one', 'two', 'three', 'four');
    await ana.seesNothingMore();
  });

  it('says when it restarts, and is given the time it asked for', async () => {
    const chat = await Chat.on();
    const [ana, ben] = await chat.pair('ana', 'ben');
    await ana.says('before');

    await chat.server.stop();
    const waiting = await ben.hears('status', ({ state }) => state === 'waiting');
    const meanwhile = ana.says('after');
    await chat.server.start();
    await meanwhile;

    expect(waiting).toMatchObject({ reason: expect.stringMatching(/^restarting; reconnect in \d+ ms/) as string });
    await ben.sees('before', 'after');
    await ben.seesNothingMore();
  });

  it('tells to read anew when more was missed than it replays', async () => {
    const chat = await Chat.on({ Parlance__Native__ResumeLimit: '50' });
    const [ana, ben] = await chat.pair('ana', 'ben');

    ben.cable.cut();
    for (let i = 0; i < 60; i++) await ana.says(`${i}`);
    await ben.cable.mend();
    await ben.hears('snapshot');
    await ben.takesAView();
    await ana.says('and on');

    await ben.sees('and on');
    await ben.knowsWhatIsTrue();
  });

  it('replays everything when what was missed is just within its limit', async () => {
    const chat = await Chat.on({ Parlance__Native__ResumeLimit: '50' });
    const [ana, ben] = await chat.pair('ana', 'ben');

    ben.leaves();
    for (let i = 0; i < 50; i++) await ana.says(`${i}`);
    await ben.returns();

    await ben.sees(...Array.from({ length: 50 }, (_, i) => `${i}`));
    await ben.seesNothingMore();
    expect(ben.all('snapshot')).toEqual([]);
  });

  it('set back to a backup is followed from where it stands', async () => {
    const chat = await Chat.on();
    const [ana, ben] = await chat.pair('ana', 'ben');
    await ana.says('kept');
    await chat.server.stop();
    await chat.server.backUp();
    await chat.server.start();
    await ana.says('lost');
    await ben.sees('kept', 'lost');

    await chat.server.stop();
    await chat.server.setBack();
    await chat.server.start();

    await ben.hears('snapshot');
    await ben.takesAView();
    await ana.says('new');
    await ben.sees('new');
    await ben.knowsWhatIsTrue();
  });
});
