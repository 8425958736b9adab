import type { Message, ParlanceClient } from '@parlance/client';
import { Keyed } from './keyed.ts';

/** What an answer refers to; `gone` when one cannot see it (any more). */
export type Origin = Message | 'gone';

const pageSize = 100;
const maxSteps = 16;

/**
 * Finds messages by their id. The wire gives messages by their place, and a reply names its origin by id; but ids grow with the places, so it can be searched
 * for: first among those just before the reply, where most origins are.
 */
export class Origins {
  readonly #found = new Keyed<number, Origin>();
  readonly #asked = new Set<number>();
  #queue: Promise<void> = Promise.resolve();

  constructor(
    private readonly client: Pick<ParlanceClient, 'request' | 'on'>,
    private readonly conversation: number,
  ) {
    client.on('edited', ({ id, content }) => this.#change(id, { content }));
    client.on('deleted', ({ id }) => this.#change(id, { content: '', attachments: undefined, deleted: true }));
  }

  /** The store fills when it is found. */
  of(id: number) {
    return this.#found.of(id);
  }

  /** What is held anyway needs no search. */
  take(message: Message): void {
    if (this.#found.get(message.id) === undefined) this.#found.set(message.id, message);
  }

  /** @param before The place of the reply. */
  find(id: number, before: number): void {
    if (this.#asked.has(id) || this.#found.get(id) !== undefined) return;
    this.#asked.add(id);
    // One at a time: a page full of replies must not flood the server.
    this.#queue = this.#queue.then(async () => {
      if (this.#found.get(id) !== undefined) return;
      try {
        this.#found.set(id, (await this.#search(id, before)) ?? 'gone');
      } catch {
        this.#asked.delete(id);
      }
    });
  }

  async #search(id: number, before: number): Promise<Message | undefined> {
    let high = before;
    let low = 0;
    let page = await this.#page({ before_seq: high });
    for (let step = 0; step < maxSteps; step++) {
      const found = page.find((message) => message.id === id);
      const [first, last] = [page[0], page.at(-1)];
      if (found || !first || !last) return found;
      if (id < first.id) high = first.seq;
      else if (id > last.id) low = last.seq;
      else return undefined; // its place is between two that are there
      if (high - low <= 1) return undefined;
      page = await this.#page({ after_seq: Math.max(low, Math.floor((low + high) / 2) - pageSize / 2) });
      // Nothing after there that lies below `high`: what is below was cleared.
      if (page.length === 0) return undefined;
    }
    return undefined;
  }

  async #page(fields: { before_seq?: number; after_seq?: number }): Promise<Message[]> {
    return (await this.client.request('history', { conversation: this.conversation, limit: pageSize, ...fields })).messages;
  }

  #change(id: number, part: Partial<Message>): void {
    const known = this.#found.get(id);
    if (known && known !== 'gone') this.#found.set(id, { ...known, ...part });
  }
}
