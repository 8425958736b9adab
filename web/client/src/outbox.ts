import { Backoff } from './backoff.ts';
import { ParlanceError, type Refusal } from './error.ts';
import type { OutboxStore, Pending } from './outbox-store.ts';
import type { SendReply } from './protocol.ts';

/** A change of one message on its way. */
export type OutboxChange =
  | { state: 'queued' | 'failed' | 'discarded'; pending: Pending }
  | { state: 'sent'; pending: Pending; reply: SendReply | undefined };

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
 * Messages the server has not acknowledged, each conversation's in order. They are written to the store before anything else and stay there until the answer,
 * so that neither a reload nor a lost connection loses one; the client id makes every further attempt harmless.
 */
export class Outbox {
  readonly #entries = new Map<string, Entry>();
  /** Conversations that wait before their next attempt. */
  readonly #held = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #backoff = new Map<string, Backoff>();
  #deliver: Deliver | undefined;

  constructor(
    private readonly store: OutboxStore,
    private readonly onChange: (change: OutboxChange) => void,
  ) {}

  /** Takes up what was left unsent by an earlier page. */
  async load(): Promise<void> {
    for (const pending of await this.store.all()) {
      if (this.#entries.has(pending.clientId)) continue;
      this.#entries.set(pending.clientId, { pending, inFlight: false });
      this.onChange({ state: pending.refusal ? 'failed' : 'queued', pending });
    }
    this.#flush();
  }

  all(): Pending[] {
    return [...this.#entries.values()].map((entry) => entry.pending).sort((a, b) => (a.clientId < b.clientId ? -1 : 1));
  }

  add(pending: Pending): Promise<SendReply> {
    return new Promise((resolve, reject) => {
      this.#entries.set(pending.clientId, { pending, inFlight: false, settle: { resolve, reject } });
      // The store and the server are given it at once: waiting for the one would delay the other, and either of them keeps it.
      this.#keep(pending);
      this.onChange({ state: 'queued', pending });
      this.#flush();
    });
  }

  /** Tries a refused message again. */
  retry(clientId: string): void {
    const entry = this.#entries.get(clientId);
    if (!entry?.pending.refusal) return;
    delete entry.pending.refusal;
    this.#keep(entry.pending);
    this.onChange({ state: 'queued', pending: entry.pending });
    this.#flush();
  }

  /** Forgets a message. One that is on its way may arrive all the same. */
  discard(clientId: string): void {
    const entry = this.#entries.get(clientId);
    if (!entry) return;
    this.#remove(clientId);
    this.onChange({ state: 'discarded', pending: entry.pending });
    entry.settle?.reject(new ParlanceError({ code: 'closed', message: 'The message was discarded.' }));
  }

  /** The message was seen among those of the conversation: it arrived, whatever became of the answer. */
  arrived(clientId: string, reply: SendReply): void {
    const entry = this.#entries.get(clientId);
    if (entry) this.#sent(entry, reply);
  }

  /** A connection stands: sends what waits, in order, then whatever is added. */
  connect(deliver: Deliver): void {
    this.#deliver = deliver;
    for (const timer of this.#held.values()) clearTimeout(timer);
    this.#held.clear();
    this.#flush();
  }

  disconnect(): void {
    this.#deliver = undefined;
    for (const entry of this.#entries.values()) entry.inFlight = false;
  }

  #flush(): void {
    if (!this.#deliver) return;
    for (const entry of this.#entries.values()) {
      if (!entry.inFlight && !entry.pending.refusal && !this.#held.has(conversationOf(entry))) void this.#attempt(entry, this.#deliver);
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
  #hold(conversation: string, retryAfter: number | undefined): void {
    if (this.#held.has(conversation)) return;
    let backoff = this.#backoff.get(conversation);
    if (!backoff) this.#backoff.set(conversation, (backoff = new Backoff(500, 30_000)));
    const wait = (retryAfter ?? 250) + backoff.next();
    this.#held.set(
      conversation,
      setTimeout(() => {
        this.#held.delete(conversation);
        this.#flush();
      }, wait),
    );
  }

  #sent(entry: Entry, reply: SendReply): void {
    if (!this.#remove(entry.pending.clientId)) return;
    this.onChange({ state: 'sent', pending: entry.pending, reply });
    entry.settle?.resolve(reply);
  }

  #refused(entry: Entry, error: ParlanceError): void {
    const refusal: Refusal = { code: error.code, message: error.message, remedy: error.remedy };
    entry.pending = { ...entry.pending, refusal };
    this.#keep(entry.pending);
    this.onChange({ state: 'failed', pending: entry.pending });
    entry.settle?.reject(error);
    delete entry.settle;
  }

  #remove(clientId: string): boolean {
    // A store that fails (private browsing, full disk) costs the safety of a reload, not the message.
    this.store.remove(clientId).catch(() => undefined);
    return this.#entries.delete(clientId);
  }

  #keep(pending: Pending): void {
    this.store.put(pending).catch(() => undefined);
  }
}

function conversationOf(entry: Entry): string {
  return String(entry.pending.conversation);
}
