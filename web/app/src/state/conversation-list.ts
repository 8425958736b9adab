import type { Conversation, Entry, Member, Message, ParlanceClient } from '@parlance/client';
import { beforeNextFrame } from './frames.ts';
import { Store } from './store.ts';

export type ListState = { state: 'loading' } | { state: 'ready' } | { state: 'failed'; message: string };

const pageSize = 200;

/** One's own conversations, the one last spoken in first, with what is unread in each. */
export class ConversationList {
  /** Sorted. */
  readonly entries = new Store<readonly Entry[]>([]);
  readonly state = new Store<ListState>({ state: 'loading' });
  /** The conversation whose end is on the screen, looked at: what comes there is seen as it comes. */
  seeing: number | null = null;
  readonly #byId = new Map<number, Entry>();
  #isSorting = false;

  constructor(private readonly client: ParlanceClient) {
    client.on('message', (message) => this.#arrived(message));
    client.on('deleted', ({ conversation, id, seq }) => {
      const entry = this.#byId.get(conversation);
      if (!entry) return;
      const newest = entry.newest?.id === id ? { ...entry.newest, content: '', attachments: [], deleted: true } : entry.newest;
      this.#put({ ...entry, newest, unread: seq > entry.self.read ? Math.max(0, entry.unread - 1) : entry.unread });
    });
    client.on('edited', ({ conversation, id, content }) => {
      const entry = this.#byId.get(conversation);
      if (entry?.newest?.id === id) this.#put({ ...entry, newest: { ...entry.newest, content } });
    });
    client.on('receipt', ({ conversation, user, delivered, read }) => {
      if (user === this.client.user?.id) this.#read(conversation, delivered, read);
    });
    client.on('conversation', ({ value }) => {
      const entry = this.#byId.get(value.id);
      if (value.deleted) this.#drop(value.id);
      else if (entry) this.#put({ ...entry, conversation: value });
      else void this.#introduce(value.id);
    });
    client.on('member', ({ conversation, member }) => this.#memberChanged(conversation, member));
    client.on('snapshot', () => void this.load());
  }

  get(id: number): Entry | undefined {
    return this.#byId.get(id);
  }

  /** Reads all of them anew. */
  async load(): Promise<void> {
    try {
      const found: Entry[] = [];
      let before: number | null = null;
      do {
        const page: { conversations: Entry[]; next: number | null } = await this.client.request('conversations', { limit: pageSize, ...(before === null ? {} : { before }) });
        found.push(...page.conversations);
        before = page.next;
      } while (before !== null);
      const ids = new Set(found.map((entry) => entry.conversation.id));
      for (const id of [...this.#byId.keys()]) if (!ids.has(id)) this.#byId.delete(id);
      for (const entry of found) {
        const known = this.#byId.get(entry.conversation.id);
        // Events may have told more than the page meanwhile.
        if (!known || (known.newest?.position ?? 0) <= (entry.newest?.position ?? 0)) this.#byId.set(entry.conversation.id, withLastSeq(entry));
      }
      this.#sortSoon();
      this.state.set({ state: 'ready' });
    } catch (error) {
      if (this.state.value.state !== 'ready') this.state.set({ state: 'failed', message: error instanceof Error ? error.message : String(error) });
    }
  }

  /** Joined, made or opened just now: there before its event comes. */
  take(conversation: Conversation, self: Member): void {
    const entry = this.#byId.get(conversation.id);
    this.#put({ unread: 0, unread_mentions: 0, newest: null, ...entry, conversation, self });
  }

  /** Everything up to `seq` was read. */
  markRead(conversation: number, seq: number): void {
    const entry = this.#byId.get(conversation);
    if (!entry || seq <= entry.self.read) return;
    this.#read(conversation, seq, seq);
    void this.client.request('receipt', { conversation, read: seq }).catch(() => undefined);
  }

  #arrived(message: Message): void {
    const entry = this.#byId.get(message.conversation);
    if (!entry || message.seq <= entry.conversation.last_seq) return;
    const me = this.client.user?.id;
    const isUnread = message.sender !== me && message.seq > entry.self.read && !message.deleted && message.conversation !== this.seeing;
    const mentionsMe = isUnread && me !== undefined && (message.mentions?.includes(me) ?? false);
    this.#put({
      ...entry,
      conversation: { ...entry.conversation, last_seq: message.seq },
      newest: message,
      unread: entry.unread + (isUnread ? 1 : 0),
      unread_mentions: entry.unread_mentions + (mentionsMe ? 1 : 0),
    });
  }

  #read(conversation: number, delivered: number, read: number): void {
    const entry = this.#byId.get(conversation);
    if (!entry) return;
    const left = Math.max(0, entry.conversation.last_seq - read);
    const self = { ...entry.self, delivered: Math.max(entry.self.delivered, delivered), read: Math.max(entry.self.read, read) };
    this.#put({ ...entry, self, unread: Math.min(entry.unread, left), unread_mentions: left === 0 ? 0 : Math.min(entry.unread_mentions, left) });
  }

  #memberChanged(conversation: number, member: Member): void {
    const entry = this.#byId.get(conversation);
    if (member.user !== this.client.user?.id) return;
    if (member.state !== 'joined') this.#drop(conversation);
    else if (entry) this.#put({ ...entry, self: member });
  }

  async #introduce(id: number): Promise<void> {
    try {
      const { conversation, self } = await this.client.request('conversation', { conversation: id });
      if (!self || self.state !== 'joined') return;
      const { messages } = await this.client.request('history', { conversation: id, limit: 1 });
      const newest = messages.at(-1) ?? null;
      const unread = newest && newest.sender !== this.client.user?.id ? Math.max(0, conversation.last_seq - self.read) : 0;
      this.#put({ conversation, self, unread, unread_mentions: 0, newest });
    } catch {
      // Gone again before it could be read.
    }
  }

  #put(entry: Entry): void {
    this.#byId.set(entry.conversation.id, withLastSeq(entry));
    this.#sortSoon();
  }

  #drop(id: number): void {
    if (this.#byId.delete(id)) this.#sortSoon();
  }

  /** Many events may come in one frame (a resume, a busy room); the list is sorted once after them. */
  #sortSoon(): void {
    if (this.#isSorting) return;
    this.#isSorting = true;
    beforeNextFrame(() => {
      this.#isSorting = false;
      this.entries.set([...this.#byId.values()].sort((a, b) => lastChange(b) - lastChange(a) || b.conversation.id - a.conversation.id));
    });
  }
}

function lastChange(entry: Entry): number {
  return entry.newest?.sent_at ?? entry.self.joined_at;
}

/** What the server says of a conversation may be older than its newest message. */
function withLastSeq(entry: Entry): Entry {
  const newest = entry.newest?.seq ?? 0;
  return newest <= entry.conversation.last_seq ? entry : { ...entry, conversation: { ...entry.conversation, last_seq: newest } };
}
