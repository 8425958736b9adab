import type { Commands, Message, ParlanceClient } from '@parlance/client';
import { EndsInTurn, type Side } from './ends-in-turn.ts';
import { beforeNextFrame } from './frames.ts';
import { HistoryPages, type HeardChange } from './history-pages.ts';
import { gone, hasNewer, hasOlder, isFull, lastOf, pageSize, reachOf, withPatches, type Patch } from './message-window.ts';
import { Store } from './store.ts';

export type Phase = { state: 'loading' } | { state: 'ready' } | { state: 'failed'; error: unknown };
export type Edge = 'idle' | 'loading' | 'failed';

/** Where the view is to go, once for each object. */
export interface Target {
  seq: number;
  /** `jump` points at the message, `place` only puts it where it was. */
  why: 'end' | 'unread' | 'jump' | 'place';
}

export interface TimelineState {
  phase: Phase;
  /** Another number: the messages held are others altogether, and places on the screen mean nothing any more. */
  generation: number;
  /** Oldest first, none left out between the first and the last. */
  messages: readonly Message[];
  hasOlder: boolean;
  older: Edge;
  newer: Edge;
  /** The highest there is, held or not. */
  lastSeq: number;
  target: Target | null;
}

/** More messages than this are not held for long; the far end is dropped and read again when it is wanted. */
export const maxHeld = 600;
/** What is kept beyond the messages that are looked at. */
const margin = 100;

/** A window over the messages of one conversation. It pages both ways, takes in what happens, and stays small. */
export class Timeline {
  readonly state: Store<TimelineState>;
  readonly #stops: (() => void)[];
  readonly #ends: EndsInTurn<TimelineState>;
  readonly #pages: HistoryPages;
  #loads = 0;
  #arrived: Message[] = [];
  #patches: HeardChange[] = [];
  #flushing = false;
  #looking: { first: number; last: number } | null = null;

  constructor(
    client: Pick<ParlanceClient, 'on' | 'request'>,
    readonly conversation: number,
    lastSeq = 0,
    private readonly schedule: (run: () => void) => void = beforeNextFrame,
  ) {
    this.state = new Store<TimelineState>({ phase: { state: 'loading' }, generation: 0, messages: [], hasOlder: false, older: 'idle', newer: 'idle', lastSeq, target: null });
    this.#ends = new EndsInTurn(this.state);
    this.#pages = new HistoryPages(client, conversation);
    this.#stops = [
      client.on('message', (message) => {
        if (message.conversation !== conversation) return;
        this.#arrived.push(message);
        this.#flushSoon();
      }),
      client.on('edited', ({ content, mentions, reactions, edited_at, ...event }) => this.#changed(event, { content, mentions, reactions, ...(edited_at === null ? {} : { edited_at }) })),
      client.on('deleted', (event) => this.#changed(event, gone)),
      client.on('reacted', ({ reactions, ...event }) => this.#changed(event, { reactions })),
      client.on('snapshot', () => void this.#readAnew()),
    ];
  }

  get hasNewer(): boolean {
    return hasNewer(this.state.value);
  }

  close(): void {
    for (const stop of this.#stops) stop();
    this.#loads++;
  }

  /** A view draws this one, and will say `settled` after each change; answers the function that ends it. */
  watch(): () => void {
    const stop = this.#ends.watch();
    return () => {
      this.#looking = null;
      stop();
    };
  }

  /** The change made last is on the screen. */
  settled(): void {
    this.#ends.settled();
  }

  /** Nobody is to be brought anywhere any more. */
  forgetTarget(): void {
    this.state.patch({ target: null });
  }

  /** What is on the screen: this is never dropped. */
  looking(first: number, last: number): void {
    this.#looking = { first, last };
  }

  /** Shows the newest messages. False when they could not be read. */
  async goToEnd(): Promise<boolean> {
    const now = this.state.value;
    if (now.phase.state !== 'ready' || hasNewer(now)) return this.#loadEnd();
    this.state.patch({ target: { seq: now.lastSeq, why: 'end' } });
    return true;
  }

  /** Shows a message and what was said around it. False when it could not be read. */
  async goTo(seq: number, why: Target['why'] = 'jump'): Promise<boolean> {
    const { phase, messages } = this.state.value;
    const isHeld = phase.state === 'ready' && messages.length > 0 && seq >= messages[0]!.seq && seq <= lastOf(messages);
    if (!isHeld) return this.#loadAround(seq, why);
    this.state.patch({ target: { seq, why } });
    return true;
  }

  async loadOlder(): Promise<void> {
    const { messages, hasOlder: isMore, older, phase } = this.state.value;
    if (!isMore || older === 'loading' || phase.state !== 'ready' || messages.length === 0) return;
    await this.#extend('start', 'older', { before_seq: messages[0]!.seq, limit: pageSize }, (now, page) => ({ messages: [...page, ...now.messages], hasOlder: hasOlder(page) }));
  }

  async loadNewer(): Promise<void> {
    const now = this.state.value;
    if (!hasNewer(now) || now.newer === 'loading' || now.phase.state !== 'ready') return;
    await this.#extend('end', 'newer', { after_seq: lastOf(now.messages), limit: pageSize }, ({ messages, lastSeq }, page) => {
      // Events may have brought some of the page meanwhile.
      const all = [...messages, ...page.filter((message) => message.seq > lastOf(messages))];
      return { messages: all, lastSeq: isFull(page) ? Math.max(lastSeq, reachOf(all, page)) : lastOf(all) };
    });
  }

  /** Shows a change of one's own before the server confirms it; answers the function that takes it back. */
  change(id: number, patch: Patch): () => void {
    const before = this.state.value.messages.find((message) => message.id === id);
    if (!before) return () => undefined;
    this.#patch([{ id, patch }]);
    const changed = this.state.value.messages.find((message) => message.id === id);
    return () => {
      const now = this.state.value.messages;
      // What the server said meanwhile is newer than what was there before.
      if (now.some((message) => message === changed)) this.state.patch({ messages: now.map((message) => (message === changed ? before : message)) });
    };
  }

  #flushSoon(): void {
    if (this.#flushing) return;
    this.#flushing = true;
    this.schedule(() => {
      this.#flushing = false;
      this.#flush();
    });
  }

  /** Takes in what was heard since the last frame. */
  #flush(): void {
    const arrived = this.#arrived;
    const patches = this.#patches;
    this.#arrived = [];
    this.#patches = [];
    if (arrived.length > 0) this.#ends.apply('end', (now) => this.#withArrived(now, arrived));
    if (patches.length > 0) this.#patch(patches);
    this.#dropFarStart();
  }

  #withArrived(now: TimelineState, arrived: readonly Message[]): Partial<TimelineState> {
    const lastSeq = Math.max(now.lastSeq, ...arrived.map((message) => message.seq));
    if (now.phase.state !== 'ready' || hasNewer(now)) return { lastSeq };
    const last = lastOf(now.messages);
    const messages = [...now.messages, ...arrived.filter((message) => message.seq > last)];
    const spare = this.#spareAtStart(messages);
    if (messages.length - spare <= maxHeld) return { messages, lastSeq };
    // More at once than is held (back after a while in a busy room): whoever reads the newest goes on with the newest.
    if (this.#isFollowing(now)) queueMicrotask(() => void this.#loadEnd());
    // Somebody reads far above while a lot is said: what is new waits on the server, rather than pushing out what is read.
    return { messages: messages.slice(0, maxHeld), lastSeq };
  }

  #isFollowing({ messages }: TimelineState): boolean {
    return this.#looking === null || this.#looking.last >= lastOf(messages);
  }

  #dropFarStart(): void {
    const { messages } = this.state.value;
    const excess = messages.length - maxHeld;
    if (excess < pageSize || this.#spareAtStart(messages) < excess) return;
    const first = messages[excess]!.seq;
    this.#ends.apply('start', (now) => ({ messages: now.messages.filter((message) => message.seq >= first), hasOlder: true }));
  }

  #spareAtStart(messages: readonly Message[]): number {
    const looking = this.#looking;
    if (!looking) return messages.length;
    return Math.max(0, messages.findIndex((message) => message.seq >= looking.first) - margin);
  }

  #changed(event: { conversation: number; id: number; position: number }, patch: Patch): void {
    if (event.conversation !== this.conversation) return;
    const change = { id: event.id, position: event.position, patch };
    this.#patches.push(change);
    this.#pages.heard(change);
    this.#flushSoon();
  }

  #patch(changes: readonly { id: number; patch: Patch }[]): void {
    const { messages } = this.state.value;
    const patched = withPatches(messages, changes);
    if (patched !== messages) this.state.patch({ messages: patched });
  }

  async #extend(side: Side, edge: 'older' | 'newer', fields: Omit<Commands['history'][0], 'conversation'>, extended: (now: TimelineState, page: Message[]) => Partial<TimelineState>): Promise<void> {
    const load = this.#loads;
    this.state.patch({ [edge]: 'loading' });
    try {
      const { messages, position } = await this.#pages.read(fields);
      if (load !== this.#loads) return;
      const page = this.#pages.caughtUp(messages, position);
      this.#ends.apply(side, (now) => ({ [edge]: 'idle', ...extended(now, page) }));
      if (side === 'end') this.#dropFarStart();
      else this.#dropFarEnd();
    } catch {
      if (load === this.#loads) this.state.patch({ [edge]: 'failed' });
    }
  }

  #dropFarEnd(): void {
    this.#ends.apply('end', (now) => (now.messages.length > maxHeld ? { messages: now.messages.slice(0, maxHeld) } : {}));
  }

  /** Replaces all that is held. */
  async #load(read: () => Promise<Pick<TimelineState, 'messages' | 'hasOlder' | 'lastSeq' | 'target'> & { position: number }>): Promise<boolean> {
    const load = ++this.#loads;
    if (this.state.value.phase.state === 'failed') this.state.patch({ phase: { state: 'loading' } });
    try {
      const { messages, lastSeq, position, ...rest } = await read();
      if (load !== this.#loads) return true;
      this.#ends.forget();
      const now = this.state.value;
      this.state.set({
        ...now,
        ...rest,
        messages: this.#pages.caughtUp(messages, position),
        lastSeq: Math.max(lastSeq, now.lastSeq),
        phase: { state: 'ready' },
        generation: now.generation + 1,
        older: 'idle',
        newer: 'idle',
      });
      return true;
    } catch (error) {
      if (load !== this.#loads) return true;
      if (this.state.value.messages.length === 0) this.state.patch({ phase: { state: 'failed', error } });
      return false;
    }
  }

  #loadEnd(): Promise<boolean> {
    return this.#load(async () => {
      const { messages, position } = await this.#pages.read({ limit: pageSize });
      const lastSeq = lastOf(messages);
      return { messages, position, hasOlder: hasOlder(messages), lastSeq, target: { seq: lastSeq, why: 'end' } };
    });
  }

  #loadAround(seq: number, why: Target['why']): Promise<boolean> {
    return this.#load(async () => {
      const [before, after] = await Promise.all([this.#pages.read({ before_seq: seq, limit: pageSize }), this.#pages.read({ after_seq: seq - 1, limit: pageSize })]);
      const messages = [...before.messages, ...after.messages];
      return { messages, position: Math.min(before.position, after.position), hasOlder: hasOlder(before.messages), lastSeq: reachOf(messages, after.messages), target: { seq, why } };
    });
  }

  /** Too much was missed to be told: what is held may be out of date. */
  async #readAnew(): Promise<void> {
    if (this.state.value.phase.state !== 'ready') return;
    const looking = this.#looking;
    if (!looking || (!this.hasNewer && looking.last >= this.state.value.lastSeq)) await this.#loadEnd();
    else await this.#loadAround(looking.first, 'place');
  }
}
