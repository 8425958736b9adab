/**
 * Exponential back-off with full jitter: each wait is random between nothing and a bound that doubles, so that a thousand clients of one server that went
 * away do not return in the same moment.
 */
export class Backoff {
  #failures = 0;

  constructor(
    private readonly firstMs: number,
    private readonly maxMs: number,
    private readonly random: () => number = Math.random,
  ) {}

  get isFresh(): boolean {
    return this.#failures === 0;
  }

  next(): number {
    const bound = Math.min(this.maxMs, this.firstMs * 2 ** Math.min(this.#failures, 30));
    this.#failures++;
    return bound * this.random();
  }

  reset(): void {
    this.#failures = 0;
  }
}

/** What to do after a connection ended. */
export type Advice = { kind: 'backoff' | 'at-once' | 'authenticate' | 'stop' } | { kind: 'after'; ms: number };

const floodPauseMs = 5_000;

/** What a close code says about coming back: the table of docs/wire/native.md, "Closing". */
export function adviceFor(code: number, reason: string): Advice {
  switch (code) {
    case 1012: {
      const wait = /reconnect in (\d+) ms/.exec(reason)?.[1];
      return wait === undefined ? { kind: 'backoff' } : { kind: 'after', ms: Number(wait) };
    }
    case 4001:
    case 4002:
      return { kind: 'authenticate' };
    case 4000:
    case 4003:
    case 4004:
      return { kind: 'stop' };
    case 4008:
      return { kind: 'at-once' };
    case 4029:
      return { kind: 'after', ms: floodPauseMs };
    default:
      return { kind: 'backoff' };
  }
}

/** The error code a close code stands for, so that a refusal reads the same however it came. */
export function codeOf(close: number): string {
  return { 4000: 'malformed', 4001: 'token_invalid', 4002: 'token_expired', 4003: 'banned', 4004: 'session_ended', 4029: 'rate_limited' }[close] ?? 'connection_lost';
}
