import type { Entry, Message } from '@parlance/client';
import { describe, expect, it } from 'vitest';
import type { ConversationList } from '../src/state/conversation-list.ts';
import { Notifications } from '../src/state/notifications.ts';
import type { Preferences } from '../src/state/preferences.ts';
import { Store } from '../src/state/store.ts';
import { FakeClient } from './fake-client.ts';

function setUp(part: { kind?: 'room' | 'direct'; members?: number; isLookedAt?: boolean; preferences?: Partial<Preferences> } = {}) {
  const { kind = 'direct', members = 2, isLookedAt = true, preferences = {} } = part;
  const client = Object.assign(new FakeClient(), { user: { id: 12 } as never });
  const entry = { conversation: { id: 5, kind, members, name: 'Lounge' }, self: { read: 0 }, unread: 3 } as Entry;
  const entries = new Store<readonly Entry[]>([entry]);
  const told: string[] = [];
  const looking = new Store<number | null>(null);
  let now = 0;
  new Notifications(
    client,
    { entries, get: (id: number) => (id === 5 ? entry : undefined) } as unknown as ConversationList,
    looking,
    new Store<Preferences>({ theme: 'system', language: undefined, sound: true, notify: true, ...preferences }),
    {
      isLookedAt: () => isLookedAt,
      showUnread: (count) => void told.push(`title ${count}`),
      note: () => void told.push('note'),
      system: () => void told.push('system'),
      tone: () => void told.push('tone'),
    },
    () => now,
  );
  told.length = 0;
  return { say: (message: Partial<Message> = {}) => client.say(message), told, looking, entries, entry, pass: (ms: number) => void (now += ms) };
}

describe('a message that one does not see come', () => {
  it('is told of in the page, or by the system when nobody looks', () => {
    const page = setUp();
    page.say();
    expect(page.told).toEqual(['tone', 'note']);
    const hidden = setUp({ isLookedAt: false });
    hidden.looking.set(5);
    hidden.say();
    expect(hidden.told).toEqual(['tone', 'system']);
  });

  it('is told of as one wishes', () => {
    const quiet = setUp({ isLookedAt: false, preferences: { sound: false, notify: false } });
    quiet.say();
    expect(quiet.told).toEqual([]);
  });

  it('is not told of when it is one’s own, or seen', () => {
    const { say, told, looking } = setUp();
    say({ sender: 12 });
    looking.set(5);
    say();
    expect(told).toEqual([]);
  });

  it('is told of once in a burst', () => {
    const { say, told, pass } = setUp();
    for (let n = 0; n < 50; n++) say();
    expect(told).toEqual(['tone', 'note']);
    pass(10_000);
    say();
    expect(told).toEqual(['tone', 'note', 'tone', 'note']);
  });

  it('is told of in a large room only when it is for oneself', () => {
    const { say, told } = setUp({ kind: 'room', members: 500 });
    say();
    expect(told).toEqual([]);
    say({ mentions: [12] });
    expect(told).toEqual(['tone', 'note']);
  });

  it('is counted in the title', () => {
    const { told, entries, entry } = setUp();
    entries.set([entry, { ...entry, unread: 4 }]);
    expect(told).toEqual(['title 7']);
  });
});
