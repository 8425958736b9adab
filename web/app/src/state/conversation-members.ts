import type { Member, ParlanceClient } from '@parlance/client';
import { beforeNextFrame } from './frames.ts';
import { Store } from './store.ts';

const pageSize = 1_000;
/** Who comes after these in a huge room is known once they do something. */
const maxRead = 5_000;

/** Up to where others have read and received, the highest first. */
export interface Marks {
  read: readonly number[];
  delivered: readonly number[];
}

/** Who is in a conversation, and how far each has read. */
export class ConversationMembers {
  /** Who is in it now. */
  readonly all = new Store<readonly Member[]>([]);
  /** Whether `all` was read: what fails can be asked for again with `load`. */
  readonly state = new Store<'loading' | 'ready' | 'failed'>('loading');
  /** Of the others. */
  readonly marks = new Store<Marks>({ read: [], delivered: [] });
  readonly #byId = new Map<number, Member>();
  readonly #stops: (() => void)[];
  #isTelling = false;
  #isLoaded = false;

  constructor(
    private readonly client: Pick<ParlanceClient, 'on' | 'request'>,
    private readonly conversation: number,
    private readonly me: number,
    private readonly schedule: (run: () => void) => void = beforeNextFrame,
  ) {
    this.#stops = [
      client.on('member', (event) => {
        if (event.conversation === conversation) this.#put([event.member]);
      }),
      client.on('receipt', ({ conversation: where, user, delivered, read }) => {
        const member = where === conversation ? this.#byId.get(user) : undefined;
        if (member) this.#put([{ ...member, delivered: Math.max(member.delivered, delivered), read: Math.max(member.read, read) }]);
      }),
      client.on('snapshot', () => this.#isLoaded && void this.#read()),
    ];
  }

  close(): void {
    for (const stop of this.#stops) stop();
  }

  /** Reads them once. */
  load(): void {
    if (this.#isLoaded) return;
    this.#isLoaded = true;
    this.state.set('loading');
    void this.#read();
  }

  get(user: number): Member | undefined {
    return this.#byId.get(user);
  }

  /** The others who have read up to there. */
  readersOf(seq: number): Member[] {
    return this.all.value.filter((member) => member.user !== this.me && member.read >= seq);
  }

  async #read(): Promise<void> {
    try {
      let after: number | null = null;
      do {
        const page: { members: Member[]; next: number | null } = await this.client.request('members', { conversation: this.conversation, limit: pageSize, ...(after === null ? {} : { after }) });
        this.#put(page.members);
        after = page.next;
      } while (after !== null && this.#byId.size < maxRead);
      this.state.set('ready');
    } catch {
      // Read again when the conversation is opened next time; until then nobody can be completed and no receipts are shown.
      this.#isLoaded = false;
      this.state.set('failed');
    }
  }

  #put(members: readonly Member[]): void {
    for (const member of members) {
      if (member.state === 'joined') this.#byId.set(member.user, member);
      else this.#byId.delete(member.user);
    }
    if (this.#isTelling) return;
    this.#isTelling = true;
    this.schedule(() => {
      this.#isTelling = false;
      const all = [...this.#byId.values()];
      const others = all.filter((member) => member.user !== this.me);
      this.all.set(all);
      this.marks.set({ read: highestFirst(others.map((member) => member.read)), delivered: highestFirst(others.map((member) => member.delivered)) });
    });
  }
}

function highestFirst(numbers: number[]): number[] {
  return numbers.sort((a, b) => b - a);
}

/** How many of the marks, highest first, are at or above `seq`. */
export function countFrom(marks: readonly number[], seq: number): number {
  let low = 0;
  let high = marks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (marks[middle]! >= seq) low = middle + 1;
    else high = middle;
  }
  return low;
}
