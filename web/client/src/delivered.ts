/** Tells the server what reached this device, the highest of each conversation, a moment later: many messages, one command. */
export class DeliveredTeller {
  readonly #due = new Map<number, number>();
  /** What needs no more telling. */
  readonly #told = new Map<number, number>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param tell Must see to it that the word arrives, whatever becomes of the connection. */
  constructor(
    private readonly delayMs: number,
    private readonly tell: (conversation: number, delivered: number) => void,
  ) {}

  arrived(conversation: number, seq: number): void {
    if (seq <= (this.#told.get(conversation) ?? 0)) return;
    this.#told.set(conversation, seq);
    this.#due.set(conversation, seq);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const due = [...this.#due];
      this.#due.clear();
      for (const [conversation, seq] of due) this.tell(conversation, seq);
    }, this.delayMs);
  }

  /** One starts anew with a server that knows less. */
  forget(): void {
    this.#told.clear();
  }

  close(): void {
    clearTimeout(this.#timer);
  }
}
