import type { Presence } from './protocol.ts';

/** Whom one watches, counted, so that two parts of a page can watch the same person; asked for again after each reconnect. */
export class PresenceWatch {
  readonly #watched = new Map<number, number>();
  readonly #known = new Map<number, Presence>();
  #changed = new Set<number>();

  constructor(
    private readonly send: (type: 'watch' | 'unwatch', users: number[]) => void,
    private readonly onPresence: (presence: Presence) => void,
  ) {}

  of(user: number): Presence | undefined {
    return this.#known.get(user);
  }

  /** Answers the function that ends it. */
  watch(users: readonly number[]): () => void {
    for (const user of users) this.#count(user, 1);
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      for (const user of users) this.#count(user, -1);
    };
  }

  connected(): void {
    if (this.#watched.size > 0) this.send('watch', [...this.#watched.keys()]);
  }

  heard(presence: Presence): void {
    this.#known.set(presence.user, presence);
    this.onPresence(presence);
  }

  #count(user: number, by: number): void {
    const count = (this.#watched.get(user) ?? 0) + by;
    if (count > 0) this.#watched.set(user, count);
    else this.#watched.delete(user);
    // A list that scrolls watches and unwatches many in one turn: what comes out of it is said once.
    if (this.#changed.size === 0) queueMicrotask(() => this.#tell());
    this.#changed.add(user);
  }

  #tell(): void {
    const changed = [...this.#changed];
    this.#changed = new Set();
    const watch = changed.filter((user) => this.#watched.has(user) && !this.#known.has(user));
    const unwatch = changed.filter((user) => !this.#watched.has(user) && this.#known.has(user));
    for (const user of unwatch) this.#known.delete(user);
    if (watch.length > 0) this.send('watch', watch);
    if (unwatch.length > 0) this.send('unwatch', unwatch);
  }
}
