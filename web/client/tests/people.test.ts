import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Chat } from './harness/chat.ts';
import { eventually } from './harness/eventually.ts';
import { Server } from './harness/server.ts';

let server: Server;
beforeAll(async () => void (server = await Server.start()));
afterAll(() => server.dispose());

describe('presence', () => {
  it('of those who are watched is told, and again after a reconnect', async () => {
    const [ana, ben] = await Chat.beside(server).pair('ana', 'ben');
    const end = ana.client.watch([ben.id]);
    await eventually(() => (ana.client.presence(ben.id)?.online ? null : 'ben is not online'));

    ana.cable.cut();
    ben.leaves();
    await ana.cable.mend();
    await eventually(() => (ana.client.presence(ben.id)?.online === false ? null : 'ben is still online'));

    await ben.returns();
    await eventually(() => (ana.client.presence(ben.id)?.online ? null : 'ben is not back'));
    end();
    expect(ana.client.presence(ben.id)).toBeUndefined();
  });
});

describe('typing', () => {
  it('is told to others, and ends with the message', async () => {
    const [ana, ben] = await Chat.beside(server).pair('ana', 'ben');

    ana.client.typing(ana.room);
    await ben.hears('typing', ({ user, on }) => user === ana.id && on);
    await ana.says('hello');

    await ben.sees('hello');
    await ben.hears('typing', ({ user, on }) => user === ana.id && !on);
    expect(ana.all('typing')).toEqual([]);
  });

  it('of somebody whose connection broke ends by itself', async () => {
    const [ana, ben] = await Chat.beside(server).pair('ana', 'ben');
    ana.client.typing(ana.room);
    await ben.hears('typing', ({ on }) => on);
    ana.cable.cut();
    await ben.hears('typing', ({ user, on }) => user === ana.id && !on);
  });
});

describe('what reached a device', () => {
  it('is told to those who wrote it', async () => {
    const [ana, ben] = await Chat.beside(server).pair('ana', 'ben');
    const { seq } = await ana.says('hello');
    const receipt = await ana.hears('receipt', ({ user, delivered }) => user === ben.id && delivered === seq);
    expect(receipt.read).toBeLessThan(seq);
  });

  it('is told although the connection broke just then', async () => {
    const [ana, ben] = await Chat.beside(server).pair('ana', 'ben');
    const { seq } = await ana.says('hello');
    await ben.sees('hello');
    ben.cable.cut();
    await ben.cable.mend();
    await ana.hears('receipt', ({ user, delivered }) => user === ben.id && delivered === seq);
  });

  it('is told of what was replayed', async () => {
    const [ana, ben] = await Chat.beside(server).pair('ana', 'ben');
    ben.cable.cut();
    await ana.says('one');
    const { seq } = await ana.says('two');
    await ben.cable.mend();
    await ana.hears('receipt', ({ user, delivered }) => user === ben.id && delivered === seq);
  });

  it('is told of what came before this page was opened, once it shows the list', async () => {
    const chat = Chat.beside(server);
    const [ana, ben] = await chat.pair('ana', 'ben');
    ben.leaves();
    const { seq } = await ana.says('hello');
    const page = await chat.page('ben', ben.credentials);
    await page.returns();
    await page.client.request('conversations', {});
    await ana.hears('receipt', ({ user, delivered }) => user === ben.id && delivered === seq);
  });

  it('is not told where that is switched off', async () => {
    const [ana, ben] = await Chat.beside(server).pair('ana', 'ben');
    ben.leaves();
    ben.options = { tellDelivered: false };
    await ben.returns();
    await ana.says('hello');
    await ben.sees('hello');
    await ben.isUpToDate();
    await ana.isUpToDate();
    expect(ana.all('receipt').filter(({ user }) => user === ben.id)).toEqual([]);
  });
});
