import type { Store } from './store.ts';

export type Side = 'start' | 'end';
export type Change<State> = (now: State) => Partial<State>;

/**
 * Changes of a list at its two ends. A view that keeps its place while rows come and go can take a change of one end at a time. So a view that watches says
 * when it has drawn a change (`settled`), and a change of the other end waits for that.
 */
export class EndsInTurn<State extends { messages: readonly unknown[] }> {
  #isWatched = false;
  #unsettled: Side | null = null;
  #waiting: { side: Side; change: Change<State> }[] = [];

  constructor(private readonly state: Store<State>) {}

  /** Answers the function that ends it. */
  watch(): () => void {
    this.#isWatched = true;
    return () => {
      this.#isWatched = false;
      this.settled();
    };
  }

  /** The change made last is on the screen. */
  settled(): void {
    this.#unsettled = null;
    while (this.#waiting.length > 0 && (this.#unsettled === null || this.#unsettled === this.#waiting[0]!.side)) {
      const { side, change } = this.#waiting.shift()!;
      this.#run(side, change);
    }
  }

  /** All that is held becomes something else: what waits has no place in it. */
  forget(): void {
    this.#waiting = [];
    this.#unsettled = null;
  }

  apply(side: Side, change: Change<State>): void {
    const mustWait = this.#isWatched && (this.#waiting.length > 0 || (this.#unsettled !== null && this.#unsettled !== side));
    if (mustWait) this.#waiting.push({ side, change });
    else this.#run(side, change);
  }

  #run(side: Side, change: Change<State>): void {
    const now = this.state.value;
    const part = change(now);
    if (this.#isWatched && part.messages && part.messages.length !== now.messages.length) this.#unsettled = side;
    if (Object.keys(part).length > 0) this.state.patch(part);
  }
}
