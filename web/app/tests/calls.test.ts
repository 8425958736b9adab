import { expect, test } from 'vitest';
import { ParlanceError, type CallEvent } from '@parlance/client';
import { Calls } from '../src/state/calls.ts';
import { deadPeer, ScriptedClient } from './scripted-client.ts';
import { fakeMedia } from './fake-media.ts';

const me = { participant: 'a', user: 1, name: 'Ana', media: 'video' as const };
const ben = { participant: 'b', user: 2, name: 'Ben', media: 'video' as const };
const call: CallEvent = { conversation: 5, call: 'c1', kind: 'mesh', by: 2, started_at: 0, revision: 1, ringing: true, participants: [ben] };

function phone() {
  const client = new ScriptedClient();
  client.answers = { ice: () => ({ ice_servers: [], expires_at: 0 }) };
  const { fake, media } = fakeMedia();
  return { client, fake, media, calls: new Calls(client, () => 1, media, deadPeer) };
}

test('a call rings until it is answered elsewhere, ended or declined', () => {
  const { client, calls } = phone();
  client.tell('call', call);
  expect(calls.ring.value).toMatchObject({ name: 'Ben' });
  client.tell('call', { ...call, revision: 2, ringing: false, joined: me, participants: [ben, me] });
  expect(calls.ring.value).toBeNull();
  client.tell('call', { ...call, call: 'c2' });
  client.tell('call', { ...call, call: 'c2', revision: 2, ended: 'unanswered' });
  expect(calls.ring.value).toBeNull();
  client.tell('call', { ...call, call: 'c3' });
  calls.decline();
  expect(client.given).toEqual([['call_decline', { conversation: 5 }]]);
});

test('one does not ring for oneself', () => {
  const { client, calls } = phone();
  client.tell('call', { ...call, by: 1, participants: [me] });
  expect(calls.ring.value).toBeNull();
});

test('the calls of a conversation are known, an older word changes nothing, and a new connection begins anew', () => {
  const { client, calls } = phone();
  const running = calls.running(5);
  client.tell('call', { ...call, ringing: false, revision: 3 });
  client.tell('call', { ...call, ringing: false, revision: 2, participants: [] });
  expect(running.value).toMatchObject([{ call: 'c1', revision: 3 }]);
  client.tell('call', { ...call, call: 'c2', kind: 'broadcast', ringing: false });
  expect(running.value).toHaveLength(2);
  client.tell('call', { ...call, revision: 4, ended: 'left' });
  expect(running.value).toMatchObject([{ call: 'c2' }]);
  client.tell('status', { state: 'online' });
  expect(running.value).toBeUndefined();
});

test('one begins a call with microphone and camera, and both are closed with it', async () => {
  const { client, fake, calls } = phone();
  client.answers['call_start'] = () => ({ call: { ...call, by: 1, participants: [me] }, participant: 'a' });
  await calls.start(5, 'mesh', 'video');
  expect(calls.active.value).toMatchObject({ conversation: 5, phase: 'in', sends: true, call: { ringing: true }, guests: [] });
  client.tell('call', { ...call, by: 1, revision: 2, ringing: false, joined: ben, participants: [me, ben] });
  expect(calls.active.value!.guests).toMatchObject([{ participant: ben, state: 'connecting', isAway: false }]);
  expect(fake.opened.map(({ kind }) => kind).sort()).toEqual(['audio', 'video']);
  calls.hangUp();
  expect(calls.active.value).toBeNull();
  expect(client.types()).toContain('call_leave');
  expect(fake.opened.every(({ readyState }) => readyState === 'ended')).toBe(true);
});

test('a call that is refused says so, and one that was declined how it ended', async () => {
  const { client, calls } = phone();
  client.answers['call_start'] = () => Promise.reject(new ParlanceError({ code: 'forbidden', message: 'Blocked.' }));
  await calls.start(5, 'mesh', 'audio');
  expect(calls.active.value).toMatchObject({ end: 'failed', error: { code: 'forbidden' } });
  client.answers['call_start'] = () => ({ call: { ...call, by: 1, participants: [me] }, participant: 'a' });
  await calls.start(5, 'mesh', 'audio');
  client.tell('call', { ...call, by: 1, revision: 2, ended: 'declined', participants: [me] });
  expect(calls.active.value).toMatchObject({ phase: 'ended', end: 'declined' });
  calls.dismiss();
  expect(calls.active.value).toBeNull();
});

test('whoever watches opens neither camera nor microphone', async () => {
  const { client, fake, calls } = phone();
  const live = { ...call, kind: 'broadcast' as const, ringing: false, viewers: 1 };
  client.answers['call_join'] = () => ({ call: live, participant: 'v' });
  await calls.join(live, 'none');
  expect(calls.active.value).toMatchObject({ sends: false, guests: [{ participant: ben }] });
  expect(fake.opened).toEqual([]);
});

test('whoever thinks better of showing the screen has called nobody', async () => {
  const { client, fake, calls } = phone();
  fake.getDisplayMedia = () => Promise.reject(new DOMException('', 'NotAllowedError'));
  await calls.start(5, 'broadcast', 'screen');
  expect(calls.active.value).toBeNull();
  expect(client.types()).not.toContain('call_start');
});
