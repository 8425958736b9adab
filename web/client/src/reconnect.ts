import type { Ending } from './advice.ts';
import type { Authentication } from './authentication.ts';
import { Backoff } from './backoff.ts';

/** A connection that lasted this long was good: the next failure starts the back-off from the beginning. */
const stableAfterMs = 5_000;

/** When to try again. */
export class Reconnect {
  readonly #backoff: Backoff;
  readonly #authentication: Authentication;

  constructor(authentication: Authentication, times: { firstBackoffMs: number; maxBackoffMs: number }) {
    this.#authentication = authentication;
    this.#backoff = new Backoff(times.firstBackoffMs, times.maxBackoffMs);
  }

  /**
   * Milliseconds to wait, or null to give up.
   * @param stoodMs How long there was a connection, from the answer to hello on.
   */
  waitAfter({ advice }: Ending, stoodMs: number): number | null {
    if (stoodMs >= stableAfterMs) this.#backoff.reset();
    const isFirst = this.#backoff.isFresh;
    switch (advice.kind) {
      case 'stop':
        return null;
      case 'after':
        return advice.ms;
      case 'backoff':
        return this.#backoff.next();
      case 'authenticate':
        this.#authentication.reject();
        if (!this.#authentication.hasMore) return null;
    }
    const wait = this.#backoff.next();
    return isFirst ? 0 : wait;
  }
}
