/** Told at a time: whoever was away from many conversations must not use up what a connection may ask. */
const atATime = 5;

/** Tells the server what reached this device, the highest of each conversation, a moment later: many messages, one command. */
export class DeliveredTeller {
  readonly #due = new Map<number, number>();
  /** What needs no more telling. */
  readonly #told = new Map<number, number>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #delayMs: number;
  readonly #tell: (conversation: number, delivered: number) => void;

  /** @param tell Must see to it that the word arrives, whatever becomes of the connection. */
  constructor(delayMs: number, tell: (conversation: number, delivered: number) => void) {
    this.#delayMs = delayMs;
    this.#tell = tell;
  }

  arrived(conversation: number, seq: number): void {
    if (seq <= (this.#told.get(conversation) ?? 0)) return;
    this.#told.set(conversation, seq);
    this.#due.set(conversation, seq);
    this.#timer ??= setTimeout(() => this.#tellSome(), this.#delayMs);
  }

  /** One starts anew with a server that knows less. */
  forget(): void {
    this.#told.clear();
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #tellSome(): void {
    for (const [conversation, seq] of [...this.#due].slice(0, atATime)) {
      this.#due.delete(conversation);
      this.#tell(conversation, seq);
    }
    this.#timer = this.#due.size > 0 ? setTimeout(() => this.#tellSome(), this.#delayMs) : undefined;
  }
}
