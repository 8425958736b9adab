import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PeerLink, type PeerOptions, type PeerSignal } from '../src/index.ts';
import { FakePeer } from './fake-peer.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A link, what it signals, and the fake below it. */
function link(options: Partial<PeerOptions> = {}) {
  const said: PeerSignal[] = [];
  const states: string[] = [];
  const made = new PeerLink({ iceServers: [], send: (signal) => said.push(signal), polite: () => true, createPeer: FakePeer.create, ...options });
  made.on('state', (state) => states.push(state));
  const fake = FakePeer.all.get(`peer${FakePeer.count}`)!;
  return { link: made, said, states, fake };
}

/** Lets both hear what the other said until there is nothing more to say. */
async function talk(a: ReturnType<typeof link>, b: ReturnType<typeof link>) {
  for (let round = 0; round < 6; round++) {
    for (const signal of a.said.splice(0)) b.link.hear(signal);
    for (const signal of b.said.splice(0)) a.link.hear(signal);
    await vi.advanceTimersByTimeAsync(0);
  }
}

const track = (kind: string) => ({ kind }) as MediaStreamTrack;

test('two connect by one offer and one answer, and both send what they have', async () => {
  const [a, b] = [link(), link()];
  a.link.setTrack('video', track('video'));
  b.link.setTrack('audio', track('audio'));
  a.link.offer();
  await vi.advanceTimersByTimeAsync(0);
  await talk(a, b);
  expect([a.link.state, b.link.state]).toEqual(['connected', 'connected']);
  expect(a.fake.transceivers.map((one) => one.sender.track)).toEqual([null, track('video')]);
  expect(b.fake.transceivers.map((one) => [one.direction, one.sender.track])).toEqual([
    ['sendrecv', track('audio')],
    ['sendrecv', null],
  ]);
  expect(await a.link.route()).toMatchObject({ local: 'host', remote: 'srflx' });
});

test('candidates wait for the description', async () => {
  const b = link();
  b.link.hear({ type: 'ice-candidate', candidate: { candidate: 'early' } });
  await vi.advanceTimersByTimeAsync(0);
  expect(b.fake.candidates).toEqual([]);
  b.link.hear({ type: 'offer', sdp: 'peer1' });
  b.link.hear({ type: 'ice', candidate: { candidate: 'late' } });
  await vi.advanceTimersByTimeAsync(0);
  expect(b.fake.candidates).toEqual([{ candidate: 'early' }, { candidate: 'late' }]);
});

test('when both offer at once, one gives way', async () => {
  const [polite, stubborn] = [link(), link({ polite: () => false })];
  polite.link.offer();
  stubborn.link.offer();
  await vi.advanceTimersByTimeAsync(0);
  await talk(polite, stubborn);
  expect(polite.fake.log).toEqual(['offer', 'rollback']);
  expect(stubborn.fake.log).toEqual(['answer']);
  expect([polite.link.state, stubborn.link.state]).toEqual(['connected', 'connected']);
});

test('another camera takes the place of the first without a word to the other side', async () => {
  const [a, b] = [link(), link()];
  a.link.offer();
  await vi.advanceTimersByTimeAsync(0);
  await talk(a, b);
  a.link.setTrack('video', track('screen'));
  await vi.advanceTimersByTimeAsync(0);
  expect(a.fake.transceivers[1]!.sender.track).toEqual(track('screen'));
  expect(a.said).toEqual([]);
});

test('a connection that breaks looks for another way, and is given up in time', async () => {
  const [a, b] = [link({ patienceMs: 10_000 }), link()];
  a.link.offer();
  await vi.advanceTimersByTimeAsync(0);
  await talk(a, b);
  a.fake.become('disconnected');
  expect(a.link.state).toBe('reconnecting');
  await vi.advanceTimersByTimeAsync(1_500);
  expect(a.fake.restarts).toBe(1);
  expect(a.said.map(({ type }) => type)).toContain('offer');
  a.fake.become('connected');
  await vi.advanceTimersByTimeAsync(20_000);
  a.fake.become('failed');
  await vi.advanceTimersByTimeAsync(20_000);
  expect(a.states).toEqual(['connected', 'reconnecting', 'connected', 'reconnecting', 'failed']);
  expect(a.link.trouble).toBe('no_way');
});

test('a failure says whether nobody answered, the relay was out of reach, or the description was refused', async () => {
  const silent = link();
  silent.link.offer();
  const turn = link({ iceServers: [{ urls: ['turn:example.com'] }] });
  turn.link.hear({ type: 'offer', sdp: 'gone' });
  const refusing = link();
  refusing.link.hear({ type: 'offer', sdp: 'nonsense' });
  await vi.advanceTimersByTimeAsync(0);
  turn.fake.become('failed');
  await vi.advanceTimersByTimeAsync(0);
  expect(refusing.link.trouble).toBe('refused');
  turn.fake.connectionState = 'failed';
  await vi.advanceTimersByTimeAsync(25_000);
  expect(silent.link.trouble).toBe('no_answer');
});

test('the newest of what is told arrives when the channel opens', async () => {
  const [a, b] = [link({ channel: true }), link({ channel: true })];
  const heard: unknown[] = [];
  b.link.on('told', (value) => heard.push(value));
  a.link.tell({ audio: true });
  a.link.tell({ audio: false });
  a.link.offer();
  await vi.advanceTimersByTimeAsync(0);
  await talk(a, b);
  expect(heard).toEqual([{ audio: false }]);
  let gone = false;
  b.link.on('gone', () => (gone = true));
  a.link.close();
  expect(gone).toBe(true);
});

test('who only watches offers to receive, and sends nothing', async () => {
  const [viewer, sender] = [link({ direction: 'receive', candidateType: 'ice-candidate' }), link({ direction: 'send' })];
  sender.link.setTrack('video', track('video'));
  viewer.link.setTrack('video', track('mine'));
  viewer.link.offer();
  await vi.advanceTimersByTimeAsync(0);
  expect(viewer.said.map(({ type }) => type)).toContain('ice-candidate');
  await talk(viewer, sender);
  expect(viewer.fake.transceivers.map((one) => one.direction)).toEqual(['recvonly', 'recvonly']);
  expect(sender.fake.transceivers.map((one) => [one.direction, one.sender.track])).toEqual([
    ['sendonly', null],
    ['sendonly', track('video')],
  ]);
});

test('the other side is as loud as the sound that came last, and silent when none came', async () => {
  const a = link();
  expect(a.link.level()).toBe(0);
  a.link.offer();
  await vi.advanceTimersByTimeAsync(0);
  const place = a.fake.transceivers.find(({ kind }) => kind === 'audio')!;
  place.sound = { timestamp: 1, audioLevel: 0.4 };
  expect([a.link.level(), a.link.level()]).toEqual([0.4, 0]);
  place.sound = { timestamp: 2, audioLevel: 0.1 };
  expect(a.link.level()).toBe(0.1);
});
