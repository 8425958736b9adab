import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ParlanceError } from '@parlance/client';
import { Match, type MatchState } from '../src/state/match.ts';
import { ageOf, toMatch } from '../src/state/wishes.ts';
import { deadPeer, ScriptedClient } from './scripted-client.ts';
import { fakeMedia } from './fake-media.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const ben = { key: '13', user: 13, username: 'ben', name: 'Ben', avatar_url: null };

function looking() {
  const client = new ScriptedClient();
  const { fake, media } = fakeMedia();
  const match = new Match(client, media, deadPeer);
  const meet = (mode: 'video' | 'text', id = 'm1') => client.tell('matched', { match: id, mode, initiator: true, partner: ben, ice_servers: [] });
  return { client, fake, media, match, meet };
}

const meeting = (match: Match) => (match.state.value as Extract<MatchState, { phase: 'meeting' }>).meeting;

test('one waits, is told why, and meets somebody to write with, without a camera', async () => {
  const { client, fake, match, meet } = looking();
  client.answers = { match_why: () => ({ waited_ms: 1, typical_ms: null, waiting: 1, looked_at: 0, excluded: {}, by_my_wishes: {}, by_their_wishes: 0, gives_up: [] }) };
  await match.start({ mode: 'text' });
  await vi.advanceTimersByTimeAsync(3_000);
  expect(match.state.value).toMatchObject({ phase: 'waiting', why: { waiting: 1 } });
  meet('text');
  client.tell('match_text', { match: 'm1', text: 'hello' });
  client.tell('match_text', { match: 'another', text: 'not for me' });
  await match.say('hi');
  expect(meeting(match).lines.map(({ text, isMine, state }) => [text, isMine, state])).toEqual([
    ['hello', false, 'sent'],
    ['hi', true, 'sent'],
  ]);
  expect(fake.opened).toEqual([]);
});

test('whoever has stopped stays so, whatever the server says late', async () => {
  const { client, match, meet } = looking();
  await match.start({ mode: 'text' });
  match.stop();
  client.tell('match_waiting', {});
  expect(match.state.value.phase).toBe('idle');
  meet('text');
  expect(match.state.value.phase).toBe('idle');
  expect(client.types().filter((type) => type === 'match_leave')).toHaveLength(2);
});

test('typing is told now and then, and forgotten after a while', async () => {
  const { client, match, meet } = looking();
  await match.start({ mode: 'text' });
  meet('text');
  match.typed();
  match.typed();
  expect(client.types().filter((type) => type === 'match_signal')).toHaveLength(1);
  client.tell('match_signal', { match: 'm1', payload: { type: 'typing' } });
  expect(meeting(match).isTyping).toBe(true);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(meeting(match).isTyping).toBe(false);
});

test('next ends the match and looks on; after the partner has gone one joins anew', async () => {
  const { client, match, meet } = looking();
  await match.start({ mode: 'text', interests: ['jazz'] });
  meet('text');
  await match.next();
  expect(client.types()).toContain('match_next');
  expect(client.given).toContainEqual(['call_report', { match: 'm1', ended: 'hung_up' }]);
  meet('text', 'm2');
  client.tell('match_ended', { match: 'm2', reason: 'left', own: false });
  expect(meeting(match).end).toBe('left');
  await match.next();
  expect(client.given.at(-1)).toEqual(['match_join', { mode: 'text', interests: ['jazz'] }]);
  expect(match.state.value).toMatchObject({ phase: 'waiting', before: { name: 'Ben', end: 'left' } });
});

test('whoever initiates makes the offer, and a call that does not come about says why', async () => {
  const { client, match, meet, media } = looking();
  await match.start({ mode: 'video' });
  expect(media.state.value.video).not.toBeNull();
  meet('video');
  await vi.advanceTimersByTimeAsync(0);
  expect(client.given).toContainEqual(['match_signal', { payload: { type: 'offer', sdp: 'v=0' } }]);
  expect(meeting(match).link).toBe('connecting');
  await vi.advanceTimersByTimeAsync(25_000);
  expect(meeting(match)).toMatchObject({ link: 'failed', trouble: 'no_answer' });
  expect(client.given).toContainEqual(['call_report', { match: 'm1', ended: 'failed' }]);
  match.stop();
  expect(media.state.value.video).toBeNull();
});

test('a refusal is shown where one began, and a connection that broke is waited for', async () => {
  const { client, match } = looking();
  client.answers = { match_join: () => Promise.reject(new ParlanceError({ code: 'rate_limited', message: 'Too many.' })) };
  await match.start({ mode: 'text' });
  expect(match.state.value).toMatchObject({ phase: 'idle', error: { code: 'rate_limited' } });
  client.answers = { match_join: () => Promise.reject(new ParlanceError({ code: 'connection_lost', message: 'Broken.' })) };
  await match.start({ mode: 'text' });
  client.tell('status', { state: 'connecting' });
  client.answers = {};
  client.tell('status', { state: 'online' });
  expect(match.state.value.phase).toBe('waiting');
  expect(client.types().filter((type) => type === 'match_join')).toHaveLength(3);
});

test('a match ends with the connection', async () => {
  const { client, match, meet } = looking();
  await match.start({ mode: 'text' });
  meet('text');
  client.tell('status', { state: 'connecting' });
  expect(meeting(match).end).toBe('connection');
});

test('only what was filled in is told', () => {
  const empty = { mode: 'text', languages: [], interests: [], age: '', minAge: '', maxAge: ' ', country: '', countries: [], auto: false } as const;
  expect(toMatch({ ...empty, languages: [], interests: [], countries: [] })).toEqual({ mode: 'text', auto: false });
  expect(toMatch({ ...empty, languages: ['es'], interests: ['jazz'], countries: ['ES'], age: '30', minAge: '25', country: 'FR' })).toEqual({
    mode: 'text',
    auto: false,
    languages: ['es'],
    interests: ['jazz'],
    countries: ['ES'],
    age: 30,
    min_age: 25,
    country: 'FR',
  });
  expect(['', '12', '13', '120', '121', 'x', '20.5'].map(ageOf)).toEqual(['', undefined, 13, 120, undefined, undefined, undefined]);
});
