import { Backoff } from './backoff.ts';
import { ParlanceError, type Refusal } from './error.ts';
import type { OutboxStore, Pending } from './outbox-store.ts';
import type { SendReply } from './protocol.ts';

/** A change of one message on its way. */
export type OutboxChange =
  | { state: 'queued' | 'failed' | 'discarded'; pending: Pending }
  | { state: 'sent'; pending: Pending; reply: SendReply };

interface Entry {
  pending: Pending;
  inFlight: boolean;
  /** Resolves `send`'s promise; absent for what was written before a reload. */
  settle?: { resolve(reply: SendReply): void; reject(error: unknown): void };
}

/** How a message is given to the server: answers, or throws a ParlanceError. */
export type Deliver = (pending: Pending) => Promise<SendReply>;

/** Refusals that pass by themselves. */
const passing = ['unavailable', 'rate_limited', 'connection_lost', 'timeout'];

/**
 * Messages the server has not acknowledged. They are written to the store before anything else and stay there until the answer, so that neither a reload nor a
 * lost connection loses one; the client id makes every further attempt harmless. Of each conversation one is on its way at a time: were it refused for the
 * moment, what was said after it would overtake it.
 */
export class Outbox {
  #entries = new Map<string, Entry>();
  /** Conversations that wait before their next attempt. */
  readonly #held = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #backoff = new Map<string, Backoff>();
  #deliver: Deliver | undefined;
  #isLoaded = false;
  readonly #store: OutboxStore;
  readonly #onChange: (change: OutboxChange) => void;

  constructor(store: OutboxStore, onChange: (change: OutboxChange) => void) {
    this.#store = store;
    this.#onChange = onChange;
  }

  /** Takes up what was left unsent by an earlier page; nothing newer is sent before. */
  async load(): Promise<void> {
    // A store that cannot be read (private browsing) costs what was left there, not what is written now.
    const left = (await this.#store.all().catch(() => [])).filter(({ clientId }) => !this.#entries.has(clientId));
    this.#entries = new Map([...left.map((pending): [string, Entry] => [pending.clientId, { pending, inFlight: false }]), ...this.#entries]);
    this.#isLoaded = true;
    for (const pending of left) this.#onChange({ state: pending.refusal ? 'failed' : 'queued', pending });
    this.#flush();
  }

  /** In the order of sending. */
  all(): Pending[] {
    return [...this.#entries.values()].map((entry) => entry.pending);
  }

  add(pending: Pending): Promise<SendReply> {
    return new Promise((resolve, reject) => {
      this.#entries.set(pending.clientId, { pending, inFlight: false, settle: { resolve, reject } });
      // The store and the server are given it at once: waiting for the one would delay the other, and either of them keeps it.
      this.#keep(pending);
      this.#onChange({ state: 'queued', pending });
      this.#flush();
    });
  }

  /** Tries a refused message again. */
  retry(clientId: string): void {
    const entry = this.#entries.get(clientId);
    if (!entry?.pending.refusal) return;
    const { refusal: _, ...pending } = entry.pending;
    entry.pending = pending;
    this.#keep(pending);
    this.#onChange({ state: 'queued', pending });
    this.#flush();
  }

  /** Forgets a message. One that is on its way may arrive all the same. */
  discard(clientId: string): void {
    const entry = this.#entries.get(clientId);
    if (!entry) return;
    this.#remove(clientId);
    this.#onChange({ state: 'discarded', pending: entry.pending });
    entry.settle?.reject(new ParlanceError({ code: 'discarded', message: 'The message was discarded.' }));
    this.#flush();
  }

  /** The message was seen among those of the conversation: it arrived, whatever became of the answer. */
  arrived(clientId: string, reply: SendReply): void {
    const entry = this.#entries.get(clientId);
    if (entry) this.#sent(entry, reply);
  }

  /** A connection stands: sends what waits, in order, then whatever is added. */
  connect(deliver: Deliver): void {
    this.#deliver = deliver;
    this.#flush();
  }

  disconnect(): void {
    this.#deliver = undefined;
    for (const entry of this.#entries.values()) entry.inFlight = false;
    for (const timer of this.#held.values()) clearTimeout(timer);
    this.#held.clear();
  }

  #flush(): void {
    if (!this.#deliver || !this.#isLoaded) return;
    const busy = new Set<string>(this.#held.keys());
    for (const entry of this.#entries.values()) {
      const conversation = conversationOf(entry);
      if (entry.pending.refusal || busy.has(conversation)) continue;
      busy.add(conversation);
      if (!entry.inFlight) void this.#attempt(entry, this.#deliver);
    }
  }

  async #attempt(entry: Entry, deliver: Deliver): Promise<void> {
    const conversation = conversationOf(entry);
    entry.inFlight = true;
    try {
      const reply = await deliver(entry.pending);
      this.#backoff.delete(conversation);
      this.#sent(entry, reply);
    } catch (error) {
      if (deliver !== this.#deliver) return; // the next connection sends it again
      entry.inFlight = false;
      if (!(error instanceof ParlanceError)) throw error;
      if (passing.includes(error.code)) this.#hold(conversation, error.retryAfter);
      else this.#refused(entry, error);
    }
  }

  /** What follows in the conversation waits, too: it was said later. */
  #hold(conversation: string, retryAfter = 250): void {
    let backoff = this.#backoff.get(conversation);
    if (!backoff) this.#backoff.set(conversation, (backoff = new Backoff(500, 30_000)));
    this.#held.set(
      conversation,
      setTimeout(() => {
        this.#held.delete(conversation);
        this.#flush();
      }, retryAfter + backoff.next()),
    );
  }

  #sent(entry: Entry, reply: SendReply): void {
    if (!this.#remove(entry.pending.clientId)) return;
    this.#onChange({ state: 'sent', pending: entry.pending, reply });
    entry.settle?.resolve(reply);
    this.#flush();
  }

  #refused(entry: Entry, error: ParlanceError): void {
    if (!this.#entries.has(entry.pending.clientId)) return; // discarded on its way
    const refusal: Refusal = { code: error.code, message: error.message, remedy: error.remedy, ...(error.field ? { field: error.field } : {}) };
    entry.pending = { ...entry.pending, refusal };
    this.#keep(entry.pending);
    this.#onChange({ state: 'failed', pending: entry.pending });
    entry.settle?.reject(error);
    delete entry.settle;
    this.#flush();
  }

  #remove(clientId: string): boolean {
    this.#store.remove(clientId).catch(() => undefined);
    return this.#entries.delete(clientId);
  }

  #keep(pending: Pending): void {
    // A store that fails (full disk) costs the safety of a reload, not the message.
    this.#store.put(pending).catch(() => undefined);
  }
}

function conversationOf(entry: Entry): string {
  return String(entry.pending.conversation);
}
