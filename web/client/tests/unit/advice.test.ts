import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { adviceForRefusal, endingOf } from '../../src/advice.ts';
import { ParlanceError } from '../../src/error.ts';

const adviceFor = (code: number, reason: string) => endingOf({ code, reason }).advice;

describe('what a close says about coming back', () => {
  it.each([
    [1001, '', 'backoff'],
    [1003, 'binary_refused', 'backoff'],
    [1006, '', 'backoff'],
    [1007, 'invalid_utf8', 'backoff'],
    [1009, 'frame_too_large', 'backoff'],
    [1013, 'too_many_connections', 'backoff'],
    [4000, 'protocol_error', 'stop'],
    [4001, 'token_invalid', 'authenticate'],
    [4002, 'token_expired', 'authenticate'],
    [4003, 'banned', 'stop'],
    [4004, 'session_ended', 'stop'],
    [4008, 'too_slow; resume', 'at-once'],
    [4009, 'hello_timeout', 'backoff'],
    [4010, 'silent', 'backoff'],
    [4029, 'flood', 'after'],
  ])('%i %s: %s', (code, reason, kind) => expect(adviceFor(code, reason).kind).toBe(kind));

  it.each([
    ['restarting; reconnect in 1250 ms', 1_250],
    ['restarting; reconnect in 0 ms; be patient', 0],
  ])('waits as long as "%s" says', (reason, ms) => expect(adviceFor(1012, reason)).toEqual({ kind: 'after', ms }));

  it.each(['', 'restarting', 'reconnect in soon ms', 'reconnect in -5 ms', 'reconnect in 99999999999999 ms'])('backs off where "%s" names no wait', (reason) =>
    expect(adviceFor(1012, reason)).toEqual({ kind: 'backoff' }),
  );

  it('knows every code that the documentation of the wire lists', () => {
    const wire = readFileSync(new URL('../../../../docs/wire/native.md', import.meta.url), 'utf8');
    const table = wire.slice(wire.indexOf('## Closing'), wire.indexOf('## REST'));
    for (const [, code, comeBack] of table.matchAll(/^\| (\d{4}) \|[^|]*\| ([^|]*) \|$/gm)) {
      const { kind } = adviceFor(Number(code), '');
      if (comeBack === 'no' || comeBack === 'after signing in' || comeBack === 'after mending the client') expect(kind, code).toBe('stop');
      else expect(kind, code).not.toBe('stop');
    }
    expect([...table.matchAll(/^\| \d{4} \|/gm)].length).toBeGreaterThan(10);
  });

  it('reads the same as a refusal', () => expect(endingOf({ code: 4003, reason: 'banned; ask the operator' }).refusal).toMatchObject({ code: 'banned', message: 'banned; ask the operator' }));
});

describe('what a refused hello says about coming back', () => {
  it.each([
    ['token_expired', 'authenticate'],
    ['token_reused', 'authenticate'],
    ['banned', 'stop'],
    ['invalid', 'stop'],
    ['unavailable', 'backoff'],
    ['connection_lost', 'backoff'],
    ['http_502', 'backoff'],
    ['rate_limited', 'backoff'],
  ])('%s: %s', (code, kind) => expect(adviceForRefusal(new ParlanceError({ code, message: '' })).kind).toBe(kind));

  it('waits as long as it is told to', () =>
    expect(adviceForRefusal(new ParlanceError({ code: 'rate_limited', message: '', retry_after_ms: 850 }))).toEqual({ kind: 'after', ms: 850 }));
});
