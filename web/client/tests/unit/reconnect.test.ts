import { expect, it } from 'vitest';
import { endingOf } from '../../src/advice.ts';
import { Authentication } from '../../src/authentication.ts';
import { memoryCredentials, type Credentials } from '../../src/credentials.ts';
import { Reconnect } from '../../src/reconnect.ts';

function reconnecting(credentials: Credentials = {}) {
  const store = memoryCredentials(credentials);
  const authentication = new Authentication(store, 'http://played', fetch);
  return { store, reconnect: new Reconnect(authentication, { firstBackoffMs: 1_000, maxBackoffMs: 30_000 }) };
}

const broken = endingOf({ code: 1006, reason: '' });
const expired = endingOf({ code: 4002, reason: 'token_expired' });

it('becomes rarer at a server that takes connections and never answers', () => {
  const { reconnect } = reconnecting();
  const waits = Array.from({ length: 200 }, () => reconnect.waitAfter(broken, -Infinity)!);
  expect(Math.max(...waits)).toBeGreaterThan(10_000);
  expect(Math.max(...waits)).toBeLessThan(30_000);
});

it('begins anew after a connection that lasted', () => {
  const { reconnect } = reconnecting();
  for (let i = 0; i < 20; i++) reconnect.waitAfter(broken, 100);
  for (let i = 0; i < 20; i++) expect(reconnect.waitAfter(broken, 60_000)).toBeLessThan(1_000);
});

it('comes back at once with another token, and more slowly when that does not help', () => {
  const { store, reconnect } = reconnecting({ accessToken: 'a1', refreshToken: 'r1' });
  expect(reconnect.waitAfter(expired, 60_000)).toBe(0);
  expect(store.load()).toEqual({ refreshToken: 'r1' });

  const again = Array.from({ length: 50 }, () => reconnect.waitAfter(expired, -Infinity)!);
  expect(Math.max(...again)).toBeGreaterThan(1_000);
});

it('gives up when nothing is left to show', () => {
  const { store, reconnect } = reconnecting({ accessToken: 'a1' });
  expect(reconnect.waitAfter(expired, 60_000)).toBeNull();
  expect(store.load()).toEqual({});
});
