import 'fake-indexeddb/auto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserOutbox, newClientId } from '../src/index.ts';
import { Chat } from './harness/chat.ts';
import { eventually } from './harness/eventually.ts';
import { Server } from './harness/server.ts';

let server: Server;
beforeAll(async () => void (server = await Server.start()));
afterAll(() => server.dispose());

describe('messages written without a connection', () => {
  it('are sent in order, once, when there is one', async () => {
    const [ana, ben] = await Chat.beside(server).pair('ana', 'ben');

    ana.cable.cut();
    const sent = ['one', 'two', 'three'].map((text) => ana.says(text));
    expect(ana.client.pending().map(({ content }) => content)).toEqual(['one', 'two', 'three']);
    await ana.cable.mend();

    const seqs = (await Promise.all(sent)).map(({ seq }) => seq);
    expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
    await ben.sees('one', 'two', 'three');
    await ben.seesNothingMore();
    expect(ana.client.pending()).toEqual([]);
    expect(ana.all('outbox').map(({ state }) => state)).toEqual(expect.arrayContaining(['queued', 'sent']));
  });

  it('outlast the page, which sends them under the same ids when it is opened again', async () => {
    const chat = Chat.beside(server);
    const ben = (await chat.room('ben'))[0]!;
    const ana = await chat.member('ana', browserOutbox('ana'));
    ana.room = ben.room;
    await ana.client.request('join', { conversation: ana.room });

    ana.cable.cut();
    const clientIds = ['one', 'two', 'three'].map((text) => ana.client.send(ana.room, text).clientId);
    await eventually(async () => ((await browserOutbox('ana').all()).length === 3 ? null : 'not kept yet'));
    ana.leaves();
    await ana.cable.mend();
    await ana.returns();

    await ben.sees('one', 'two', 'three');
    await ben.seesNothingMore();
    expect(ben.messages().map((message) => message.client_id)).toEqual(clientIds);
    await eventually(async () => ((await browserOutbox('ana').all()).length === 0 ? null : 'still kept'));
  });

  it('written on the next page wait for those of the one before', async () => {
    const chat = Chat.beside(server);
    const ben = (await chat.room('ben'))[0]!;
    const ana = await chat.member('ana', browserOutbox('ana2'));
    ana.room = ben.room;
    await ana.client.request('join', { conversation: ana.room });
    ana.cable.cut();
    ana.client.send(ana.room, 'before');
    await eventually(async () => ((await browserOutbox('ana2').all()).length === 1 ? null : 'not kept yet'));
    ana.leaves();
    await ana.cable.mend();

    const client = ana.opens();
    client.send(ana.room, 'after');
    await client.connect();

    await ben.sees('before', 'after');
    await ben.seesNothingMore();
  });
});

describe('a message whose answer was lost', () => {
  it('is there once, and its sender learns of it', async () => {
    const [ana, ben] = await Chat.beside(server).pair('ana', 'ben');

    ana.cable.delay(60_000); // what ana says arrives; no answer does
    const sent = ana.says('hello');
    await ben.sees('hello');
    ana.cable.cut();
    ana.cable.delay(0);
    await ana.cable.mend();

    await expect(sent).resolves.toMatchObject({ seq: ben.messages().at(-1)!.seq });
    await ben.seesNothingMore();
  });

  it('is there once when the page was closed before the answer', async () => {
    const chat = Chat.beside(server);
    const ben = (await chat.room('ben'))[0]!;
    const ana = await chat.member('ana', browserOutbox('ana3'));
    ana.room = ben.room;
    await ana.client.request('join', { conversation: ana.room });

    ana.cable.delay(60_000);
    ana.client.send(ana.room, 'hello');
    await ben.sees('hello');
    ana.leaves();
    ana.cable.blip();
    ana.cable.delay(0);
    await ana.returns();

    const { reply } = (await ana.hears('outbox', ({ state }) => state === 'sent')) as { reply: { repeat?: boolean } };
    expect(reply).toBeDefined();
    await ben.seesNothingMore();
    expect(await browserOutbox('ana3').all()).toEqual([]);
  });

  it('sent again under its id is answered as it was the first time', async () => {
    const [ana, ben] = await Chat.beside(server).pair('ana', 'ben');
    const clientId = newClientId();
    const first = await ana.client.send(ana.room, 'hello', { clientId }).sent;

    await expect(ana.client.send(ana.room, 'hello', { clientId }).sent).resolves.toEqual({ ...first, repeat: true });
    await ben.sees('hello');
    await ben.seesNothingMore();
  });
});

describe('a stream of messages', () => {
  it('through a server killed again and again arrives whole, once and in order', async () => {
    const chat = await Chat.on();
    const [ana, ben] = await chat.pair('ana', 'ben');
    const texts = Array.from({ length: 120 }, (_, i) => `${i}`);
    const sent = texts.map((text) => ana.says(text));
    for (const i of [20, 70]) {
      await sent[i];
      await chat.server.kill();
      await chat.server.start();
    }
    await Promise.all(sent);

    await ben.sees(...texts);
    await ben.seesNothingMore();
  });
});

describe('a conversation that must wait', () => {
  it('for slow mode sends in order all the same, and holds up no other', async () => {
    const chat = Chat.beside(server);
    const [ana, ben] = await chat.pair('ana', 'ben');
    await ana.client.request('update_conversation', { conversation: ana.room, slow_mode_s: 1 });
    const { conversation } = await ben.client.request('open_direct', { user: ana.id });

    const slow = ['one', 'two', 'three'].map((text) => ben.says(text));
    await slow[0];
    const beside = ben.client.send(conversation.id, 'beside').sent;
    await beside;

    expect(ben.client.pending().map(({ content }) => content)).toEqual(['two', 'three']);
    await Promise.all(slow);
    await ana.sees('one', 'two', 'three');
    await ana.seesNothingMore();
  });

  it('for the limit of the server sends everything in order', async () => {
    const chat = await Chat.on({ RATE_LIMIT_SCALE: '1' });
    const [ana, ben] = await chat.pair('ana', 'ben');
    const texts = Array.from({ length: 40 }, (_, i) => `${i}`);

    await Promise.all(texts.map((text) => ana.says(text)));

    await ben.sees(...texts);
    await ben.seesNothingMore();
  });
});

describe('a message that is refused for good', () => {
  it('is kept, can be tried again, and is sent once it may be', async () => {
    const chat = Chat.beside(server);
    const [ana, ben] = await chat.pair('ana', 'ben');
    await ana.client.request('remove_member', { conversation: ana.room, user: ben.id });
    const { clientId, sent } = ben.client.send(ana.room, 'hello?');
    await expect(sent).rejects.toMatchObject({ code: 'not_found' });
    expect(ben.client.pending()).toMatchObject([{ clientId, refusal: { code: 'not_found' } }]);

    ben.client.retry(clientId);
    await ben.hears('outbox', ({ state, pending }) => state === 'failed' && pending.clientId === clientId);
    await ben.client.request('join', { conversation: ana.room });
    ben.client.retry(clientId);

    await ana.sees('hello?');
    expect(ben.client.pending()).toEqual([]);
  });

  it('can be discarded, and is then gone from the store', async () => {
    const chat = Chat.beside(server);
    const ana = await chat.member('ana', browserOutbox('ana4'));
    const { clientId, sent } = ana.client.send(1_000_000, 'to nobody');
    await expect(sent).rejects.toMatchObject({ code: 'not_found' });
    ana.leaves();
    await ana.returns();
    await eventually(() => (ana.client.pending().length === 1 ? null : 'forgotten'));
    expect(ana.client.pending()).toMatchObject([{ clientId, refusal: { code: 'not_found' } }]);

    ana.client.discard(clientId);

    await ana.hears('outbox', ({ state }) => state === 'discarded');
    await eventually(async () => ((await browserOutbox('ana4').all()).length === 0 ? null : 'still kept'));
  });
});
