import type { Access, Entry, Member, SendOptions } from '@parlance/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Chat } from '../src/state/chat.ts';
import type { ListState } from '../src/state/conversation-list.ts';
import { Drafts } from '../src/state/drafts.ts';
import { OpenConversation } from '../src/state/open-conversation.ts';
import { Store } from '../src/state/store.ts';
import { FakeClient } from './fake-client.ts';

const self: Member = { user: 12, name: 'Ana', avatar_url: null, role: 'member', state: 'joined', delivered: 0, read: 150, joined_at: 0 };
const conversation = { id: 5, key: 'lounge', kind: 'room', name: 'Lounge', last_seq: 200, members: 2, deleted: false } as Entry['conversation'];

function setUp(part: { unread?: number; isListed?: boolean; access?: Access | Error } = {}) {
  const { unread = 0, isListed = true, access = { conversation, self: null } } = part;
  const sent: [string, SendOptions][] = [];
  const asked: string[] = [];
  const fake = new FakeClient(200);
  const client = Object.assign(fake, {
    pending: () => [],
    typing: vi.fn(),
    stopTyping: vi.fn(),
    send: (_: number, content: string, options: SendOptions) => void sent.push([content, options]),
    request: ((history) => async (type: string, fields: object) => {
      asked.push(type);
      if (type === 'history') return history('history', fields as never);
      if (type === 'members') return { members: [self, { ...self, user: 13, name: 'Ben' }], next: null };
      if (type !== 'conversation') throw new Error('refused');
      if (access instanceof Error) throw access;
      return access;
    })(fake.request),
  });
  const entry: Entry = { conversation, self, unread, unread_mentions: 0, newest: null };
  const known = new Map<number, Entry>(isListed ? [[5, entry]] : []);
  const list = { entries: new Store<readonly Entry[]>([]), state: new Store<ListState>({ state: isListed ? 'ready' : 'loading' }), get: (id: number) => known.get(id), markRead: vi.fn() };
  const chat = { client, conversations: list, me: new Store({ id: 12, name: 'Ana' }), drafts: new Drafts(undefined, '12') };
  const model = new OpenConversation(chat as unknown as Chat, 5);
  const becomesListed = () => {
    known.set(5, entry);
    list.state.set({ state: 'ready' });
  };
  return { model, client, sent, asked, list, becomesListed };
}

describe('an open conversation', () => {
  it('begins at the first unread message, and says where that is', async () => {
    const { model } = setUp({ unread: 50 });
    await model.enter();
    expect(model.readTo.value).toBe(150);
    expect(model.timeline.state.value.target).toEqual({ seq: 151, why: 'unread' });
  });

  it('begins at the end when nothing is new, and at a message that is asked for', async () => {
    const { model } = setUp();
    await model.enter();
    expect(model.timeline.state.value.target).toEqual({ seq: 200, why: 'end' });
    model.leave();
    expect(model.timeline.state.value.target).toBeNull();
    await model.enter(20);
    expect(model.timeline.state.value.target).toEqual({ seq: 20, why: 'jump' });
  });

  it('waits for the list of conversations to know what is unread', async () => {
    const { model, asked, becomesListed } = setUp({ unread: 50, isListed: false });
    const entered = model.enter();
    expect(model.access.value.state).toBe('loading');
    becomesListed();
    await entered;
    expect(model.readTo.value).toBe(150);
    expect(asked).not.toContain('conversation');
  });

  it.each([
    ['outside', { conversation, self: null }],
    ['outside', { conversation, self: { ...self, state: 'left' as const } }],
    ['missing', Object.assign(new Error('no'), { code: 'not_found' })],
    ['failed', Object.assign(new Error('no'), { code: 'timeout' })],
  ])('is %s where one is not in it', async (state, access) => {
    const { model, list } = setUp({ isListed: false, access: access as Access | Error });
    list.state.set({ state: 'ready' });
    await model.enter();
    expect(model.access.value.state).toBe(state);
  });

  it('sends what was written, to whom it answers and whom it mentions', async () => {
    const { model, sent } = setUp();
    await model.enter();
    await expect.poll(() => model.members.all.value).toHaveLength(2);
    const origin = model.timeline.state.value.messages.at(-1)!;
    model.reply(origin);
    model.type(' hello @Ben ');
    await model.submit();
    expect(sent).toEqual([['hello @Ben', { replyTo: origin.id, mentions: [13] }]]);
    expect(model.draft.value).toEqual({ text: '', reply: null, edit: null });
    model.type('   ');
    await model.submit();
    expect(sent).toHaveLength(1);
  });

  it('shows what one does at once, and takes it back when it is refused', async () => {
    const { model } = setUp();
    await model.enter();
    const before = model.timeline.state.value.messages.at(-1)!;
    const now = () => model.timeline.state.value.messages.at(-1)!;
    for (const [act, part] of [
      [() => model.react(before, '👍'), { reactions: [{ emoji: '👍', users: [12] }] }],
      [() => model.edit(before.id, 'other'), { content: 'other' }],
      [() => model.delete(before.id), { deleted: true }],
    ] as const) {
      const acted = act();
      expect(now()).toMatchObject(part);
      await expect(acted).rejects.toThrow('refused');
      expect(now()).toBe(before);
    }
  });

  describe('as it is read', () => {
    beforeEach(() => void vi.useFakeTimers());
    afterEach(() => void vi.useRealTimers());

    it('says so at once, then now and then', () => {
      const { model, list } = setUp();
      model.seen(160);
      vi.advanceTimersByTime(0);
      expect(list.markRead).toHaveBeenLastCalledWith(5, 160);
      for (let seq = 161; seq <= 199; seq++) model.seen(seq);
      model.seen(170);
      expect(list.markRead).toHaveBeenCalledTimes(1);
      vi.advanceTimersByTime(500);
      expect(list.markRead).toHaveBeenCalledTimes(2);
      expect(list.markRead).toHaveBeenLastCalledWith(5, 199);
    });
  });

  it('draws a line above what comes while nobody looks', async () => {
    const { model, client } = setUp();
    await model.enter();
    model.seen(200);
    model.lookedAway();
    expect(model.readTo.value).toBe(200);
    model.lookedBack();
    expect(model.readTo.value).toBeNull();
    model.lookedAway();
    client.say();
    await expect.poll(() => model.timeline.state.value.messages.at(-1)!.seq).toBe(201);
    model.lookedBack();
    expect(model.readTo.value).toBe(200);
  });
});
