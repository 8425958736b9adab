import { describe, expect, it } from 'vitest';
import { pageSize } from '../src/state/message-window.ts';
import { maxHeld, Timeline } from '../src/state/timeline.ts';
import { FakeClient } from './fake-client.ts';

const atOnce = (run: () => void) => run();

async function opened(count: number, options: { at?: number; schedule?: (run: () => void) => void } = {}) {
  const client = new FakeClient(count);
  const timeline = new Timeline(client, client.conversation, count, options.schedule ?? atOnce);
  if (options.at === undefined) await timeline.goToEnd();
  else await timeline.goTo(options.at);
  return { client, timeline, seqs: () => timeline.state.value.messages.map((message) => message.seq) };
}

function run(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

describe('the messages of a conversation', () => {
  it('begin with the newest', async () => {
    const { timeline, seqs } = await opened(1_000);
    expect(seqs()).toEqual(run(1_000 - pageSize + 1, 1_000));
    expect(timeline.state.value).toMatchObject({ phase: { state: 'ready' }, hasOlder: true, target: { seq: 1_000, why: 'end' } });
    expect(timeline.hasNewer).toBe(false);
  });

  it('are read on, page by page, up to the first, and few are held', async () => {
    const { timeline, seqs } = await opened(2_000);
    while (timeline.state.value.hasOlder) {
      await timeline.loadOlder();
      const held = seqs();
      expect(held.length).toBeLessThanOrEqual(maxHeld);
      expect(held).toEqual(run(held[0]!, held.at(-1)!));
    }
    expect(seqs()[0]).toBe(1);
    expect(timeline.hasNewer).toBe(true);
  });

  it('are read back down to the newest without a gap', async () => {
    const { timeline, seqs } = await opened(2_000, { at: 3 });
    expect(seqs()[0]).toBe(1);
    while (timeline.hasNewer) {
      await timeline.loadNewer();
      expect(seqs()).toEqual(run(seqs()[0]!, seqs().at(-1)!));
    }
    expect(seqs().at(-1)).toBe(2_000);
    expect(seqs().length).toBeLessThanOrEqual(maxHeld + pageSize);
  });

  it('take in what is said, and what is said while far above is only counted', async () => {
    const { client, timeline, seqs } = await opened(200);
    client.say();
    expect(seqs().at(-1)).toBe(201);
    await timeline.goTo(10);
    client.say();
    expect(seqs()).not.toContain(202);
    expect(timeline.state.value.lastSeq).toBe(202);
    expect(timeline.hasNewer).toBe(true);
    await timeline.goToEnd();
    expect(seqs().at(-1)).toBe(202);
  });

  it('lose nothing that was said while a page was on its way', async () => {
    const client = new FakeClient(100);
    const timeline = new Timeline(client, client.conversation, 100, atOnce);
    client.held = [];
    const loading = timeline.goToEnd();
    client.say();
    client.emit('edited', { conversation: 5, seq: 100, position: 5_000, id: 1_100, content: 'mended', edited_at: 1, mentions: [], reactions: [] });
    client.held.forEach((answer) => answer());
    client.held = null;
    await loading;
    expect(timeline.state.value.messages.at(-1)).toMatchObject({ seq: 100, content: 'mended' });
    expect(timeline.hasNewer).toBe(true);
    await timeline.loadNewer();
    expect(timeline.state.value.messages.at(-1)!.seq).toBe(101);
    expect(timeline.hasNewer).toBe(false);
  });

  it('stay few while a lot is said, at the end and far above it', async () => {
    const { client, timeline, seqs } = await opened(100);
    for (let n = 0; n < 2_000; n++) client.say();
    expect(seqs().length).toBeLessThan(maxHeld + pageSize);
    expect(seqs().at(-1)).toBe(2_100);

    const stop = timeline.watch();
    timeline.looking(seqs()[10]!, seqs()[20]!);
    const first = seqs()[0];
    for (let n = 0; n < 1_000; n++) {
      client.say();
      timeline.settled();
    }
    expect(seqs()[0]).toBe(first);
    expect(seqs().length).toBeLessThanOrEqual(maxHeld);
    expect(timeline.hasNewer).toBe(true);
    stop();
  });

  it('change at one end at a time while a view draws them', async () => {
    const { client, timeline, seqs } = await opened(200);
    timeline.watch();
    await timeline.loadOlder();
    client.say();
    expect(seqs()).toEqual(run(81, 200));
    timeline.settled();
    expect(seqs()).toEqual(run(81, 201));
  });

  it('show what became of them', async () => {
    const { client, timeline } = await opened(10);
    const at = (seq: number) => timeline.state.value.messages.find((message) => message.seq === seq);
    const event = (seq: number) => ({ conversation: 5, seq, position: 5_000 + seq, id: 1_000 + seq });
    client.emit('edited', { ...event(3), content: 'other words', edited_at: 7, mentions: [12], reactions: [] });
    client.emit('reacted', { ...event(4), reactions: [{ emoji: '👍', users: [13] }] });
    client.emit('deleted', event(5));
    client.emit('deleted', { ...event(6), conversation: 6 });
    expect(at(3)).toMatchObject({ content: 'other words', edited_at: 7 });
    expect(at(4)!.reactions).toEqual([{ emoji: '👍', users: [13] }]);
    expect(at(5)).toMatchObject({ content: '', deleted: true });
    expect(at(6)!.deleted).toBeUndefined();
  });

  it('are replaced when one goes somewhere else', async () => {
    const { timeline, seqs } = await opened(100_000);
    const { generation } = timeline.state.value;
    await timeline.goTo(50_000);
    expect(seqs()).toEqual(run(50_000 - pageSize, 50_000 + pageSize - 1));
    expect(timeline.state.value).toMatchObject({ generation: generation + 1, target: { seq: 50_000, why: 'jump' } });
    await timeline.goTo(50_010);
    expect(timeline.state.value).toMatchObject({ generation: generation + 1, target: { seq: 50_010 } });
  });

  it('go where one went last, however the answers come', async () => {
    const { client, timeline, seqs } = await opened(10_000);
    client.held = [];
    const first = timeline.goTo(100);
    const second = timeline.goTo(5_000);
    client.held.reverse().forEach((answer) => answer());
    client.held = null;
    await Promise.all([first, second]);
    expect(seqs()).toContain(5_000);
    expect(seqs()).not.toContain(100);
  });

  it('are read anew after too much was missed', async () => {
    const { client, timeline, seqs } = await opened(100);
    for (let seq = 101; seq <= 20_000; seq++) client.messages.push(client.message(seq));
    client.emit('snapshot', { position: 21_000 });
    await expect.poll(() => seqs().at(-1)).toBe(20_000);
    expect(timeline.hasNewer).toBe(false);
  });

  it('say when they could not be read, and can be tried again', async () => {
    const client = new FakeClient(200);
    const timeline = new Timeline(client, client.conversation, 200, atOnce);
    client.refuse = new Error('no');
    expect(await timeline.goToEnd()).toBe(false);
    expect(timeline.state.value.phase.state).toBe('failed');
    client.refuse = null;
    expect(await timeline.goToEnd()).toBe(true);
    client.refuse = new Error('no');
    await timeline.loadOlder();
    expect(timeline.state.value).toMatchObject({ phase: { state: 'ready' }, older: 'failed' });
    client.refuse = null;
    await timeline.loadOlder();
    expect(timeline.state.value).toMatchObject({ older: 'idle' });
  });

  it('know the end of a history that was cleared', async () => {
    const client = new FakeClient(0);
    const timeline = new Timeline(client, client.conversation, 40, atOnce);
    await timeline.goToEnd();
    await timeline.loadNewer();
    expect(timeline.hasNewer).toBe(false);
    client.emit('message', client.message(41));
    expect(timeline.state.value.messages).toHaveLength(1);
  });

  it('show a change of one’s own at once and take it back when it is refused', async () => {
    const { client, timeline } = await opened(10);
    const at = (seq: number) => timeline.state.value.messages.find((message) => message.seq === seq)!;
    const undo = timeline.change(1_003, { content: 'mine' });
    expect(at(3).content).toBe('mine');
    undo();
    expect(at(3).content).toBe('message 3');

    const late = timeline.change(1_004, { content: 'mine' });
    client.emit('edited', { conversation: 5, seq: 4, position: 5_000, id: 1_004, content: 'theirs', edited_at: 7, mentions: [], reactions: [] });
    late();
    expect(at(4).content).toBe('theirs');
  });

  it('take in a burst with one change', async () => {
    const frames: (() => void)[] = [];
    const { client, timeline, seqs } = await opened(10, { schedule: (frame) => frames.push(frame) });
    let changes = 0;
    timeline.state.subscribe(() => changes++);
    for (let n = 0; n < 200; n++) client.say();
    expect(changes).toBe(0);
    frames.forEach((frame) => frame());
    expect(changes).toBe(1);
    expect(seqs()).toHaveLength(210);
  });
});
