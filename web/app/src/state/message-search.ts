import type { Hit, ParlanceClient } from '@parlance/client';
import { Store } from './store.ts';

export type SearchState =
  | { state: 'empty' }
  | { state: 'searching'; hits: readonly Hit[] }
  | { state: 'found'; hits: readonly Hit[]; next: string | null; isLoadingMore: boolean }
  | { state: 'failed'; error: unknown };

export interface SearchWish {
  query: string;
  /** Undefined: in all of one's conversations. */
  conversation: number | undefined;
  sort: 'relevance' | 'newest';
}

const pauseMs = 250;

/** A search that is given word by word: only the last wish is answered. */
export class MessageSearch {
  readonly state = new Store<SearchState>({ state: 'empty' });
  #wish: SearchWish = { query: '', conversation: undefined, sort: 'newest' };
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;

  constructor(private readonly client: Pick<ParlanceClient, 'request'>) {}

  wish(wish: SearchWish): void {
    this.#wish = { ...wish, query: wish.query.trim() };
    clearTimeout(this.#timer);
    this.#asked++;
    if (this.#wish.query === '') return this.state.set({ state: 'empty' });
    const before = this.state.value;
    this.state.set({ state: 'searching', hits: 'hits' in before ? before.hits : [] });
    this.#timer = setTimeout(() => void this.#ask(), pauseMs);
  }

  /** Asks the same again, after a failure. */
  again(): void {
    this.wish(this.#wish);
  }

  async more(): Promise<void> {
    const now = this.state.value;
    if (now.state !== 'found' || now.next === null || now.isLoadingMore) return;
    this.state.set({ ...now, isLoadingMore: true });
    await this.#ask(now.next, now.hits);
  }

  async #ask(cursor?: string, before: readonly Hit[] = []): Promise<void> {
    const asked = ++this.#asked;
    const { query: q, conversation, sort } = this.#wish;
    try {
      const { hits, next } = await this.client.request('search', { q, sort, ...(conversation === undefined ? {} : { conversation }), ...(cursor ? { cursor } : {}) });
      if (asked === this.#asked) this.state.set({ state: 'found', hits: [...before, ...hits], next, isLoadingMore: false });
    } catch (error) {
      if (asked === this.#asked) this.state.set({ state: 'failed', error });
    }
  }
}
