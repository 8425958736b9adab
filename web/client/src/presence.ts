import type { Presence } from './protocol.ts';

/** A connection watches at most this many; the server refuses more. */
const maxWatched = 500;

/** Whom one watches, counted, so that two parts of a page can watch the same person; asked for again after each reconnect. */
export class PresenceWatch {
  readonly #watched = new Map<number, number>();
  readonly #known = new Map<number, Presence>();
  /** Whom the connection that stands watches. */
  readonly #told = new Set<number>();
  #isConnected = false;
  #isDue = false;
  readonly #send: (type: 'watch' | 'unwatch', users: number[]) => void;
  readonly #onPresence: (presence: Presence) => void;

  constructor(send: (type: 'watch' | 'unwatch', users: number[]) => void, onPresence: (presence: Presence) => void) {
    this.#send = send;
    this.#onPresence = onPresence;
  }

  of(user: number): Presence | undefined {
    return this.#known.get(user);
  }

  /** Answers the function that ends it. */
  watch(users: readonly number[]): () => void {
    const mine = [...users];
    this.#count(mine, 1);
    return () => this.#count(mine.splice(0), -1);
  }

  connected(): void {
    this.#isConnected = true;
    this.#tell();
  }

  disconnected(): void {
    this.#isConnected = false;
    this.#told.clear();
  }

  heard(presence: Presence): void {
    if (!this.#watched.has(presence.user)) return; // said before the server learned that nobody asks any more
    this.#known.set(presence.user, presence);
    this.#onPresence(presence);
  }

  #count(users: number[], by: number): void {
    for (const user of users) {
      const count = (this.#watched.get(user) ?? 0) + by;
      if (count > 0) {
        this.#watched.set(user, count);
      } else {
        this.#watched.delete(user);
        this.#known.delete(user);
      }
    }
    // A list that scrolls watches and unwatches many in one turn: what comes out of it is said once.
    if (this.#isDue) return;
    this.#isDue = true;
    queueMicrotask(() => {
      this.#isDue = false;
      this.#tell();
    });
  }

  #tell(): void {
    if (!this.#isConnected) return; // `connected` asks for everybody
    const unwatch = [...this.#told].filter((user) => !this.#watched.has(user));
    for (const user of unwatch) this.#told.delete(user);
    const watch = [...this.#watched.keys()].filter((user) => !this.#told.has(user)).slice(0, maxWatched - this.#told.size);
    for (const user of watch) this.#told.add(user);
    if (unwatch.length > 0) this.#send('unwatch', unwatch);
    if (watch.length > 0) this.#send('watch', watch);
  }
}
