import type { ClientEvents, Commands, Message } from '@parlance/client';

type Fields = Omit<Commands['history'][0], 'conversation'>;

/** A client whose server is an array: `history` answers from it, and `emit` tells what happens. */
export class FakeClient {
  readonly conversation = 5;
  readonly messages: Message[] = [];
  /** Every `history` asked for. */
  readonly asked: Fields[] = [];
  /** Answers wait until these are called, while it is set. */
  held: (() => void)[] | null = null;
  refuse: Error | null = null;
  readonly #listeners = new Map<string, Set<(event: never) => void>>();

  constructor(count = 0) {
    for (let seq = 1; seq <= count; seq++) this.messages.push(this.message(seq));
  }

  message(seq: number, part: Partial<Message> = {}): Message {
    return { conversation: this.conversation, seq, position: 1_000 + seq, id: 1_000 + seq, sender: 13, name: 'Ben', content: `message ${seq}`, sent_at: 1_763_697_600_000 + seq * 1_000, ...part };
  }

  /** Stores a message and tells of it. */
  say(part: Partial<Message> = {}): Message {
    const message = this.message(this.messages.length + 1, part);
    this.messages.push(message);
    this.emit('message', message);
    return message;
  }

  on = <Name extends keyof ClientEvents>(name: Name, listener: (event: ClientEvents[Name]) => void): (() => void) => {
    const all = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, all.add(listener));
    return () => void all.delete(listener);
  };

  emit<Name extends keyof ClientEvents>(name: Name, event: ClientEvents[Name]): void {
    for (const listener of this.#listeners.get(name) ?? []) listener(event as never);
  }

  request = async <Type extends keyof Commands>(_type: Type, fields: Commands[Type][0]): Promise<Commands[Type][1]> => {
    const { before_seq, after_seq, limit = 50 } = fields as Fields;
    this.asked.push(fields as Fields);
    const answer = { messages: this.#history(before_seq, after_seq, limit), position: this.messages.at(-1)?.position ?? 0 };
    if (this.held) await new Promise<void>((resolve) => this.held!.push(resolve));
    if (this.refuse) throw this.refuse;
    return answer as Commands[Type][1];
  };

  #history(before: number | undefined, after: number | undefined, limit: number): Message[] {
    if (after !== undefined) return this.messages.filter(({ seq }) => seq > after).slice(0, limit);
    return this.messages.filter(({ seq }) => before === undefined || seq < before).slice(-limit);
  }
}
