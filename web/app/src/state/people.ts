import type { ParlanceClient, Presence, User } from '@parlance/client';
import { Keyed } from './keyed.ts';
import type { Store } from './store.ts';

/** The most ids that one `users` command takes. */
const maxAsked = 200;

/** Whom one has met: names and pictures, asked for many at a time and kept up to date, and who of those watched is online. */
export class People {
  readonly #users = new Keyed<number, User>();
  readonly #presence = new Keyed<number, Presence>();
  #missing = new Set<number>();

  constructor(private readonly client: ParlanceClient) {
    client.on('profile', ({ user }) => this.take([user]));
    client.on('user', (user) => this.take([user]));
    client.on('presence', (presence) => this.#presence.set(presence.user, presence));
  }

  /** Asks the server for somebody not known yet; the store then fills. */
  of(id: number): Store<User | undefined> {
    const store = this.#users.of(id);
    if (!store.value) this.#ask(id);
    return store;
  }

  /** Only where somebody is watched: `client.watch`. */
  presenceOf(id: number): Store<Presence | undefined> {
    return this.#presence.of(id);
  }

  take(users: readonly User[]): void {
    for (const user of users) this.#users.set(user.id, user);
  }

  async search(query: string, limit = 20): Promise<User[]> {
    const { users } = await this.client.rest<{ users: User[] }>('GET', `/users?q=${encodeURIComponent(query)}&limit=${limit}`);
    this.take(users);
    return users;
  }

  #ask(id: number): void {
    if (id <= 0) return;
    if (this.#missing.size === 0) queueMicrotask(() => void this.#fetch());
    this.#missing.add(id);
  }

  async #fetch(): Promise<void> {
    const missing = [...this.#missing];
    this.#missing = new Set();
    for (let from = 0; from < missing.length; from += maxAsked) {
      try {
        this.take((await this.client.request('users', { users: missing.slice(from, from + maxAsked) })).users);
      } catch {
        // They are asked for again by the next view that wants them; until then there is the name that came with the message.
      }
    }
  }
}
