import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { Chat } from './harness/chat.ts';
import { eventually } from './harness/eventually.ts';
import type { Person } from './harness/person.ts';
import { Server } from './harness/server.ts';

let server: Server;
beforeAll(async () => void (server = await Server.start()));
afterAll(() => server.dispose());

/** 400 ms there and back. */
const slow = { latencyMs: 200, bytesPerSecond: 50 * 1_024 };
const contents = (messages: { content: string }[]) => messages.map(({ content }) => content);
const numbered = (count: number, what: string) => Array.from({ length: count }, (_, i) => `${what} ${i}`);

describe('a slow network', () => {
  it('loses, repeats and swaps nothing, and is not taken for a dead one', async () => {
    const chat = Chat.beside(server);
    const people = [await chat.stranger('ana'), await chat.stranger('ben'), await chat.stranger('cid')];
    const [ana, ben] = people as [Person, Person];
    const pings = countPings(ana);
    for (const person of people) {
      person.options = { ...person.options, silentAfterMs: 600, answerTimeoutMs: 3_000 };
      await person.returns();
      person.room = (await person.client.request('join', { conversation: 'slow', create: true })).conversation.id;
    }
    const before = numbered(60, 'x'.repeat(500));
    await Promise.all(before.map((text) => ben.says(text)));
    await ana.sees(...before);

    for (const { cable } of people) cable.slow(slow);
    const sent = people.map((person) => Promise.all(numbered(10, person.name).map((text) => person.says(text))));
    const [paged] = await Promise.all([historyOf(ana, 60), ...sent]);

    expect(contents(paged)).toEqual(before);
    for (const person of people) await eventually(() => (person.messages().length === 90 ? null : `${person.name} has ${person.messages().length}`));
    const said = contents(ana.messages().slice(60));
    for (const person of people) {
      expect(contents(person.messages().slice(60))).toEqual(said);
      expect(said.filter((text) => text.startsWith(person.name))).toEqual(numbered(10, person.name));
      person.sawEverythingOnce();
    }

    const asked = pings.count;
    await eventually(() => (pings.count >= asked + 1 ? null : 'not asked yet'));
    for (const person of people) expect(person.all('status').map(({ state }) => state)).toEqual(['connecting', 'online']);
  });
});

/** Counts how often the client asks whether its connection lives. */
function countPings(person: Person): { count: number } {
  const pings = { count: 0 };
  person.options = {
    openSocket: (url) => {
      const socket = new WebSocket(url);
      const send = socket.send.bind(socket);
      socket.send = (data: string) => {
        if (data.includes('"type":"ping"')) pings.count++;
        send(data);
      };
      return socket;
    },
  };
  return pings;
}

/** The first messages of the room up to `last`, read back page by page. */
async function historyOf(person: Person, last: number): Promise<{ content: string }[]> {
  const all: { content: string }[] = [];
  for (let before_seq = last + 1; before_seq > 1; ) {
    const { messages } = await person.client.request('history', { conversation: person.room, before_seq, limit: 20 });
    all.unshift(...messages);
    before_seq = messages[0]!.seq;
  }
  return all;
}
