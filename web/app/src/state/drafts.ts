import type { Message } from '@parlance/client';
import { Store } from './store.ts';

/** The message that is answered or edited. */
export type Quoted = Pick<Message, 'id' | 'seq' | 'sender' | 'name' | 'content'>;

export interface Draft {
  text: string;
  reply: Quoted | null;
  edit: Quoted | null;
}

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem' | 'removeItem'>;

const empty: Draft = { text: '', reply: null, edit: null };
const saveAfterMs = 300;

/** What was begun in each conversation and not sent; it outlives the page. */
export class Drafts {
  readonly #drafts = new Map<number, Store<Draft>>();
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>();

  constructor(
    private readonly storage: Storage | undefined,
    /** One for each person: what one began must not be sent as another. */
    private readonly name: string,
  ) {}

  of(conversation: number): Store<Draft> {
    let draft = this.#drafts.get(conversation);
    if (!draft) {
      draft = new Store(this.#read(conversation));
      draft.subscribe(() => this.#saveSoon(conversation));
      this.#drafts.set(conversation, draft);
    }
    return draft;
  }

  /** Writes what has not been written yet. */
  save(): void {
    for (const [conversation, timer] of this.#timers) {
      clearTimeout(timer);
      this.#write(conversation);
    }
    this.#timers.clear();
  }

  #saveSoon(conversation: number): void {
    if (this.#timers.has(conversation)) return;
    const timer = setTimeout(() => {
      this.#timers.delete(conversation);
      this.#write(conversation);
    }, saveAfterMs);
    this.#timers.set(conversation, timer);
  }

  #write(conversation: number): void {
    const draft = this.of(conversation).value;
    try {
      if (draft.text === '' && !draft.reply && !draft.edit) this.storage?.removeItem(this.#key(conversation));
      else this.storage?.setItem(this.#key(conversation), JSON.stringify(draft));
    } catch {
      // A full or forbidden storage: the draft lasts as long as the page.
    }
  }

  #read(conversation: number): Draft {
    try {
      return { ...empty, ...(JSON.parse(this.storage?.getItem(this.#key(conversation)) ?? '{}') as Partial<Draft>) };
    } catch {
      return empty;
    }
  }

  #key(conversation: number): string {
    return `parlance.draft.${this.name}.${conversation}`;
  }
}
