/**
 * Exponential back-off with full jitter: each wait is random between nothing and a bound that doubles, so that a thousand clients of one server that went
 * away do not return in the same moment.
 */
export class Backoff {
  #failures = 0;
  readonly #firstMs: number;
  readonly #maxMs: number;
  readonly #random: () => number;

  constructor(firstMs: number, maxMs: number, random: () => number = Math.random) {
    this.#firstMs = firstMs;
    this.#maxMs = maxMs;
    this.#random = random;
  }

  get isFresh(): boolean {
    return this.#failures === 0;
  }

  next(): number {
    const bound = Math.min(this.#maxMs, this.#firstMs * 2 ** Math.min(this.#failures, 30));
    this.#failures++;
    return bound * this.#random();
  }

  reset(): void {
    this.#failures = 0;
  }
}
