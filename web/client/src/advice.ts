import type { Closed } from './connection.ts';
import { ParlanceError } from './error.ts';

/** What to do after a connection, or the attempt at one, ended. */
export type Advice = { kind: 'backoff' | 'at-once' | 'authenticate' | 'stop' } | { kind: 'after'; ms: number };

export interface Ending {
  advice: Advice;
  /** What to fail with where the advice is to stop. */
  refusal: ParlanceError;
}

const floodPauseMs = 5_000;

/** The error code a close code stands for, so that a refusal reads and weighs the same however it came. */
const codes: Record<number, string> = { 4000: 'malformed', 4001: 'token_invalid', 4002: 'token_expired', 4003: 'banned', 4004: 'session_ended', 4029: 'rate_limited' };

/** What a close says about coming back: the table of docs/wire/native.md, "Closing". */
export function endingOf({ code, reason }: Closed): Ending {
  const refusal = new ParlanceError({ code: codes[code] ?? 'connection_lost', message: reason || 'The connection broke.' });
  return { advice: adviceFor(code, reason) ?? adviceForRefusal(refusal), refusal };
}

/** What no refusal says. */
function adviceFor(code: number, reason: string): Advice | undefined {
  const wait = code === 1012 ? /reconnect in (\d{1,7}) ms/.exec(reason)?.[1] : code === 4029 && floodPauseMs;
  if (wait) return { kind: 'after', ms: Number(wait) };
  return code === 4008 ? { kind: 'at-once' } : undefined;
}

/** What a refused hello, or a refused refresh before it, says about coming back. */
export function adviceForRefusal({ code, retryAfter }: ParlanceError): Advice {
  switch (code) {
    case 'token_expired':
    case 'token_invalid':
    case 'token_reused':
    case 'unauthenticated':
      return { kind: 'authenticate' };
    case 'rate_limited':
      return retryAfter === undefined ? { kind: 'backoff' } : { kind: 'after', ms: retryAfter };
    case 'connection_lost':
    case 'timeout':
    case 'unavailable':
    case 'full':
      return { kind: 'backoff' };
    default:
      // A bare status comes from a proxy whose server is away, not from the server.
      return { kind: code.startsWith('http_') ? 'backoff' : 'stop' };
  }
}
