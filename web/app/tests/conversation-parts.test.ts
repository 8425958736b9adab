import type { Member } from '@parlance/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ConversationMembers, countFrom } from '../src/state/conversation-members.ts';
import { Drafts } from '../src/state/drafts.ts';
import { plainText } from '../src/state/markdown.ts';
import { completionAt, membersFor, mentionsIn } from '../src/state/mentions.ts';
import { Origins } from '../src/state/origins.ts';
import { Typists } from '../src/state/typists.ts';
import { Uploads } from '../src/state/uploads.ts';
import { FakeClient } from './fake-client.ts';

function member(user: number, name: string, part: Partial<Member> = {}): Member {
  return { user, name, avatar_url: null, role: 'member', state: 'joined', delivered: 0, read: 0, joined_at: 0, ...part };
}

const people = [member(12, 'Ana'), member(13, 'Ben'), member(14, 'Ana María'), member(15, 'Ángel Ruiz'), member(16, 'José Ben')];

describe('mentions', () => {
  it.each([
    ['hi @be', 6, { from: 3, query: 'be' }],
    ['@', 1, { from: 0, query: '' }],
    ['(@a', 3, { from: 1, query: 'a' }],
    ['mail@be', 7, null],
    ['@ana and', 8, null],
  ])('are completed in %j', (text, caret, expected) => expect(completionAt(text, caret)).toEqual(expected));

  it('are offered by the beginning of any word, whatever its accents', () => {
    const names = (query: string) => membersFor(query, people, 12).map((one) => one.name);
    expect(names('an')).toEqual(['Ana María', 'Ángel Ruiz']);
    expect(names('ben')).toEqual(['Ben', 'José Ben']);
    expect(names('zz')).toEqual([]);
  });

  it('are found in what is sent', () => {
    expect(mentionsIn('@ana maría and @BEN, not a@Ben or @Benny', people)).toEqual([14, 13]);
    expect(mentionsIn('nobody', people)).toEqual([]);
  });
});

describe('receipts', () => {
  it('are counted at any place', async () => {
    const client = new FakeClient();
    client.request = async () => ({ members: [member(12, 'Ana', { read: 9 }), member(13, 'Ben', { read: 5, delivered: 7 }), member(14, 'Cid', { read: 3, delivered: 3 })], next: null }) as never;
    const members = new ConversationMembers(client, 5, 12, (run) => run());
    members.load();
    await expect.poll(() => members.all.value).toHaveLength(3);
    const { marks } = members;
    expect([3, 4, 6].map((seq) => countFrom(marks.value.read, seq))).toEqual([2, 1, 0]);
    expect(countFrom(marks.value.delivered, 6)).toBe(1);

    client.emit('receipt', { conversation: 5, position: 1, user: 14, delivered: 8, read: 8 });
    expect(members.readersOf(6).map((one) => one.name)).toEqual(['Cid']);
    client.emit('member', { conversation: 5, position: 2, member: member(14, 'Cid', { state: 'left' }) });
    expect(members.readersOf(6)).toEqual([]);
  });
});

describe('who types', () => {
  it('is known until they stop or send', () => {
    const client = new FakeClient();
    const typists = new Typists(client, 5);
    client.emit('typing', { conversation: 5, user: 13, name: 'Ben', on: true });
    client.emit('typing', { conversation: 5, user: 14, name: 'Cid', on: true });
    client.emit('typing', { conversation: 6, user: 15, name: 'Dora', on: true });
    client.emit('typing', { conversation: 5, user: 13, name: 'Ben', on: true });
    expect(typists.all.value.map((one) => one.name)).toEqual(['Ben', 'Cid']);
    client.emit('typing', { conversation: 5, user: 13, name: 'Ben', on: false });
    client.say({ sender: 14 });
    expect(typists.all.value).toEqual([]);
  });
});

describe('drafts', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('outlive the page, one for each conversation, and go when they are sent', () => {
    const kept = new Map<string, string>();
    const storage = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value), removeItem: (key: string) => void kept.delete(key) };
    const drafts = new Drafts(storage, '12');
    drafts.of(5).patch({ text: 'begun' });
    drafts.of(6).patch({ text: 'other' });
    vi.runAllTimers();
    expect(new Drafts(storage, '12').of(5).value.text).toBe('begun');
    expect(new Drafts(storage, '13').of(5).value.text).toBe('');
    drafts.of(5).patch({ text: '' });
    drafts.save();
    expect([...kept.keys()]).toEqual(['parlance.draft.12.6']);
  });
});

describe('the origin of a reply', () => {
  it.each([9_950, 5_000, 1, 42])('is found wherever it is: %i', async (seq) => {
    const client = new FakeClient(10_000);
    const origins = new Origins(client, 5);
    origins.find(1_000 + seq, 10_000);
    await expect.poll(() => origins.of(1_000 + seq).value).toMatchObject({ seq });
    expect(client.asked.length).toBeLessThan(12);
  });

  it('is known to be gone', async () => {
    const client = new FakeClient(10_000);
    client.messages.splice(0, 5_000);
    const origins = new Origins(client, 5);
    origins.find(1_002, 10_000);
    await expect.poll(() => origins.of(1_002).value).toBe('gone');
  });
});

describe('files', () => {
  const file = (name: string) => new File(['x'], name, { type: 'text/plain' });

  it('are put on the server one by one, and can be tried again or taken out', async () => {
    let refuse = true;
    const uploads = new Uploads({
      upload: async (blob, options) => {
        options?.onProgress?.(0.5);
        if (refuse && (blob as File).name === 'bad') throw new Error('no');
        return { url: '/media/x', name: (blob as File).name, content_type: 'text/plain', size: 1 };
      },
    }, async (blob) => ((blob as File).name === 'good' ? { width: 640, height: 480 } : null));
    expect(uploads.add([file('good'), file('bad'), file('other')])).toBe(0);
    await expect.poll(() => uploads.all.value.map((one) => one.state)).toEqual(['done', 'failed', 'done']);
    refuse = false;
    uploads.retry(uploads.all.value[1]!.key);
    await expect.poll(() => uploads.all.value[1]!.state).toBe('done');
    uploads.remove(uploads.all.value[2]!.key);
    expect(uploads.take().map(({ name, width, height }) => ({ name, width, height }))).toEqual([{ name: 'good', width: 640, height: 480 }, { name: 'bad' }]);
    expect(uploads.all.value).toEqual([]);
    expect(uploads.add(Array.from({ length: 12 }, (_, n) => file(String(n))))).toBe(2);
  });
});

describe('a line about a message', () => {
  it('has its words alone', () => {
    expect(plainText('**Bold** `code`\n> quoted\n\n- one\n- [two](https://example.com)')).toBe('Bold code quoted one two');
  });
});
