import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CallSession, type CallWish } from '../src/index.ts';
import { FakeHub, type FakeClient } from './fake-hub.ts';
import { FakePeer } from './fake-peer.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const settle = () => vi.advanceTimersByTimeAsync(0);

async function enter(client: FakeClient, wish: Partial<CallWish> = {}): Promise<CallSession> {
  const session = new CallSession(client, { conversation: 5, createPeer: FakePeer.create, ...wish });
  await session.enter();
  await settle();
  return session;
}

const story = (session: CallSession) => session.peers.map(({ participant, link }) => `${participant.user} ${link.state}`);
const types = (client: FakeClient) => client.given.filter(([type]) => type === 'signal').map(([, fields]) => (fields as { payload: { type: string } }).payload.type);

test('everybody in a call is connected with everybody, and whoever came later made the offers', async () => {
  const hub = new FakeHub();
  const [ana, ben, cleo] = [hub.join(1), hub.join(2), hub.join(3)];
  const first = await enter(ana);
  const second = await enter(ben);
  const third = await enter(cleo);
  expect(story(first)).toEqual(['2 connected', '3 connected']);
  expect(story(second)).toEqual(['1 connected', '3 connected']);
  expect(story(third)).toEqual(['1 connected', '2 connected']);
  expect(types(ana)).not.toContain('offer');
  expect(types(cleo).filter((type) => type === 'offer')).toHaveLength(2);
});

test('two who begin at once are in one call', async () => {
  const hub = new FakeHub();
  const [ana, ben] = await Promise.all([enter(hub.join(1)), enter(hub.join(2))]);
  expect(ana.call!.call).toBe(ben.call!.call);
  expect([story(ana), story(ben)]).toEqual([['2 connected'], ['1 connected']]);
});

test('what one sends and tells reaches those who come later', async () => {
  const hub = new FakeHub();
  const ana = await enter(hub.join(1));
  const camera = { kind: 'video' } as MediaStreamTrack;
  ana.setTrack('video', camera);
  ana.tell({ audio: false });
  const told: unknown[] = [];
  const ben = new CallSession(hub.join(2), { conversation: 5, createPeer: FakePeer.create });
  ben.on('peer', ({ link }) => link.on('told', (value) => told.push(value)));
  await ben.enter();
  await settle();
  expect(told).toEqual([{ audio: false }]);
  const fakes = [...FakePeer.all.values()].slice(-2);
  expect(fakes.some(({ transceivers }) => transceivers.some(({ sender }) => sender.track === camera))).toBe(true);
});

test('an offer that overtakes the word of its sender coming makes one connection', async () => {
  const hub = new FakeHub();
  const ana = hub.join(1);
  const session = await enter(ana);
  const made = FakePeer.count;
  ana.events.emit('signal', { conversation: 5, from: 2, call: 'call1', participant: 'b2', payload: { type: 'offer', sdp: 'peer1' } });
  await settle();
  const joined = { participant: 'b2', user: 2, name: 'user 2', media: 'video' as const };
  hub.change({ joined, participants: [...hub.call!.participants, joined] });
  await settle();
  expect(session.peers.map(({ participant }) => participant)).toEqual([joined]);
  expect(FakePeer.count).toBe(made + 1);
});

test('media outlive the connection to the server, and the call is joined again', async () => {
  const hub = new FakeHub();
  const [ana, ben] = [hub.join(1), hub.join(2)];
  const first = await enter(ana);
  const second = await enter(ben);
  const { link } = second.peers[0]!;
  const made = FakePeer.count;
  ben.cut();
  expect(second.phase).toBe('rejoining');
  expect(first.peers[0]!.isAway).toBe(true);
  expect([story(first), story(second)]).toEqual([['2 connected'], ['1 connected']]);
  ben.back();
  await settle();
  expect(second.phase).toBe('in');
  expect(second.peers[0]!.link).toBe(link);
  expect(first.peers[0]).toMatchObject({ isAway: false, participant: { participant: ben.participant } });
  expect(FakePeer.count).toBe(made);
});

test('whoever does not come back is let go', async () => {
  const hub = new FakeHub();
  const ben = hub.join(2);
  const first = await enter(hub.join(1));
  await enter(ben);
  ben.cut();
  await vi.advanceTimersByTimeAsync(15_000);
  expect(first.peers).toEqual([]);
  expect(first.phase).toBe('in');
});

test('whoever hangs up is gone at once, and the last one ends the call', async () => {
  const hub = new FakeHub();
  const [ana, ben] = [hub.join(1), hub.join(2)];
  const first = await enter(ana);
  const second = await enter(ben);
  second.hangUp();
  await settle();
  expect(second.end).toBe('hung_up');
  expect(first.peers).toEqual([]);
  first.hangUp();
  await settle();
  expect(hub.call).toBeUndefined();
  expect(ana.given).toContainEqual(['call_report', { call: 'call1', ended: 'hung_up' }]);
  expect(ben.given).toContainEqual(['call_report', { call: 'call1', stage: 'connected', setup_ms: 0, local_candidate: 'host', remote_candidate: 'srflx' }]);
});

test('viewers of a broadcast ask for it, and one that begins anew gets a new connection', async () => {
  const hub = new FakeHub();
  const [ana, ben] = [hub.join(1), hub.join(2)];
  const sender = await enter(ana, { kind: 'broadcast' });
  const viewer = await enter(ben, { kind: 'broadcast', call: 'call1', media: 'none' });
  expect(types(ben)).toContain('offer');
  expect([story(sender), story(viewer)]).toEqual([['2 connected'], ['1 connected']]);
  const before = sender.peers[0]!.link;
  [...FakePeer.all.values()].at(-2)!.become('failed'); // the viewer's
  await settle();
  expect(sender.peers[0]!.link).not.toBe(before);
  expect([story(sender), story(viewer)]).toEqual([['2 connected'], ['1 connected']]);
});

test('a viewer that waits is asked, and one of a wire without calls is answered', async () => {
  const hub = new FakeHub();
  const [ana, ben] = [hub.join(1), hub.join(2)];
  const sender = await enter(ana, { kind: 'broadcast' });
  await ben.request('call_join', { conversation: 5 });
  await vi.advanceTimersByTimeAsync(2_000);
  expect(types(ana)).toContain('offer');
  ana.events.emit('signal', { conversation: 5, from: 9, payload: { type: 'offer', sdp: 'peer1' } });
  await settle();
  expect(story(sender)).toContain('9 connected');
  expect(ana.given.at(-1)).toMatchObject(['call_report', { stage: 'connected' }]);
  expect(ana.given.filter(([, fields]) => (fields as { to?: number }).to === 9).map(([, fields]) => (fields as { payload: { type: string } }).payload.type)).toEqual(['ice-candidate', 'answer']);
});

test('the server ends it', async () => {
  const hub = new FakeHub();
  const ana = hub.join(1);
  const session = await enter(ana);
  hub.change({ ended: 'removed' });
  expect(session.end).toBe('removed');
  expect(session.phase).toBe('ended');
});
