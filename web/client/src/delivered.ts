/** Tells the server what reached this device, the highest of each conversation, a moment later: many messages, one command. */
export class DeliveredTeller {
  readonly #due = new Map<number, number>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly delayMs: number,
    private readonly tell: (conversation: number, delivered: number) => void,
  ) {}

  arrived(conversation: number, seq: number): void {
    this.#due.set(conversation, Math.max(seq, this.#due.get(conversation) ?? 0));
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const due = [...this.#due];
      this.#due.clear();
      for (const [conversation, seq] of due) this.tell(conversation, seq);
    }, this.delayMs);
  }

  close(): void {
    clearTimeout(this.#timer);
  }
}
