import type { PassingEvents } from './protocol.ts';

type Typing = PassingEvents['typing'];

/** While one types, others are told this often. */
const repeatMs = 3_000;
/** After this long without a key, others are told that one stopped. */
const pauseMs = 4_000;
/** Whoever is not heard of for this long stopped, whatever became of the word for it. */
const expireMs = 7_000;

/** When to say that one types, and for how long to believe it of others. */
export class TypingTimes {
  readonly #mine = new Map<number, { toldAt: number; pause: ReturnType<typeof setTimeout> }>();
  readonly #theirs = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #tell: (conversation: number, on: boolean) => void;
  readonly #onTyping: (typing: Typing) => void;

  constructor(tell: (conversation: number, on: boolean) => void, onTyping: (typing: Typing) => void) {
    this.#tell = tell;
    this.#onTyping = onTyping;
  }

  /** A key was pressed. */
  typed(conversation: number): void {
    const before = this.#mine.get(conversation);
    if (before) clearTimeout(before.pause);
    const now = Date.now();
    const isDue = !before || now - before.toldAt >= repeatMs;
    this.#mine.set(conversation, { toldAt: isDue ? now : before.toldAt, pause: setTimeout(() => this.stopped(conversation), pauseMs) });
    if (isDue) this.#tell(conversation, true);
  }

  /** Sent, or thought better of it. */
  stopped(conversation: number): void {
    const before = this.#mine.get(conversation);
    if (!before) return;
    clearTimeout(before.pause);
    this.#mine.delete(conversation);
    this.#tell(conversation, false);
  }

  heard(typing: Typing): void {
    const key = `${typing.conversation} ${typing.user}`;
    clearTimeout(this.#theirs.get(key));
    this.#theirs.delete(key);
    if (typing.on) this.#theirs.set(key, setTimeout(() => this.heard({ ...typing, on: false }), expireMs));
    this.#onTyping(typing);
  }

  /** A message of theirs came: they are done, whether or not their client says so. */
  wrote(conversation: number, user: number, name: string): void {
    if (this.#theirs.has(`${conversation} ${user}`)) this.heard({ conversation, user, name, on: false });
  }

  close(): void {
    for (const { pause } of this.#mine.values()) clearTimeout(pause);
    for (const timer of this.#theirs.values()) clearTimeout(timer);
    this.#mine.clear();
    this.#theirs.clear();
  }
}
