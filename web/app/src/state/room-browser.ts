import type { Conversation, ParlanceClient } from '@parlance/client';
import { Store } from './store.ts';

export interface Browsed {
  rooms: readonly Conversation[];
  /** Where the next page begins; null after the last. */
  next: number | null;
  state: 'loading' | 'ready' | 'failed';
  error?: unknown;
}

const pageSize = 50;

/** The public list of rooms, searched and filtered at the server. */
export class RoomBrowser {
  readonly found = new Store<Browsed>({ rooms: [], next: null, state: 'loading' });
  #query = '';
  #category = '';
  /** Answers to an older question are thrown away. */
  #asked = 0;

  constructor(private readonly client: ParlanceClient) {}

  search(query: string, category: string): Promise<void> {
    this.#query = query.trim();
    this.#category = category;
    return this.#ask([], null);
  }

  again(): Promise<void> {
    return this.#ask([], null);
  }

  more(): Promise<void> {
    const { rooms, next, state } = this.found.value;
    return next === null || state === 'loading' ? Promise.resolve() : this.#ask(rooms, next);
  }

  async #ask(before: readonly Conversation[], from: number | null): Promise<void> {
    const asked = ++this.#asked;
    this.found.patch({ state: 'loading', error: undefined });
    try {
      const { rooms, next } = await this.client.request('rooms', {
        limit: pageSize,
        ...(this.#query ? { query: this.#query } : {}),
        ...(this.#category ? { category: this.#category } : {}),
        ...(from === null ? {} : { before: from }),
      });
      if (asked === this.#asked) this.found.set({ rooms: [...before, ...rooms], next, state: 'ready' });
    } catch (error) {
      if (asked === this.#asked) this.found.patch({ state: 'failed', error });
    }
  }
}
