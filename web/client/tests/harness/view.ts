import type { Conversation, Member, Message, ParlanceClient } from '../../src/index.ts';
import type { Told } from './person.ts';

/** What an application knows: taken once from the server, then kept up to date by events alone. */
export class View {
  readonly #conversations = new Map<number, Conversation>();
  readonly #members = new Map<string, Member>();
  readonly #messages = new Map<number, Message>();

  private constructor(private readonly self: number) {}

  static async take(client: ParlanceClient): Promise<View> {
    const view = new View(client.user!.id);
    const { conversations } = await client.request('conversations', { limit: 200 });
    for (const { conversation } of conversations) await view.#read(client, conversation, Infinity);
    return view;
  }

  /** Applies what happened. A conversation one has just come into is read as it was then; from there on events must tell everything. */
  async apply(client: ParlanceClient, told: Told): Promise<void> {
    if (told.name === 'conversation' && !told.event.value.deleted && !this.#conversations.has(told.event.conversation)) {
      await this.#read(client, told.event.value, told.event.value.last_seq);
      return;
    }
    switch (told.name) {
      case 'message':
        if (!this.#conversations.has(told.event.conversation)) return;
        this.#messages.set(told.event.id, told.event);
        return this.#change(told.event.conversation, (c) => ({ ...c, last_seq: Math.max(c.last_seq, told.event.seq) }));
      case 'edited': {
        const { content, edited_at, mentions, reactions } = told.event;
        return this.#amend(told.event.id, { content, edited_at: edited_at ?? undefined, mentions, reactions });
      }
      case 'deleted':
        return this.#amend(told.event.id, { content: '', deleted: true, reactions: [], mentions: [], attachments: [] });
      case 'reacted':
        return this.#amend(told.event.id, { reactions: told.event.reactions });
      case 'receipt': {
        const key = `${told.event.conversation} ${told.event.user}`;
        const member = this.#members.get(key);
        if (member) this.#members.set(key, { ...member, delivered: told.event.delivered, read: told.event.read });
        return;
      }
      case 'conversation':
        if (told.event.value.deleted) this.#forget(told.event.conversation);
        else this.#conversations.set(told.event.conversation, told.event.value);
        return;
      case 'member':
        return this.#moved(told.event.conversation, told.event.member);
    }
  }

  /** One line a thing, so that a difference reads like one. */
  toString(): string {
    const lines: string[] = [];
    for (const { position: _, ...conversation } of this.#conversations.values()) lines.push(`conversation ${text(conversation)}`);
    for (const [key, member] of this.#members) lines.push(`member ${key} ${text(member)}`);
    for (const { position: _, ...message } of this.#messages.values()) lines.push(`message ${text(message)}`);
    return lines.sort().join('\n');
  }

  async #read(client: ParlanceClient, conversation: Conversation, upToSeq: number): Promise<void> {
    this.#conversations.set(conversation.id, conversation);
    for (const member of (await client.request('members', { conversation: conversation.id, limit: 1_000 })).members) this.#members.set(`${conversation.id} ${member.user}`, member);
    for (let after = 0; ; ) {
      const { messages } = await client.request('history', { conversation: conversation.id, after_seq: after, limit: 200 });
      for (const message of messages) if (message.seq <= upToSeq) this.#messages.set(message.id, message);
      if (messages.length < 200) return;
      after = messages.at(-1)!.seq;
    }
  }

  #moved(conversation: number, member: Member): void {
    if (member.state === 'joined') this.#members.set(`${conversation} ${member.user}`, member);
    else if (member.user === this.self) return this.#forget(conversation);
    else this.#members.delete(`${conversation} ${member.user}`);
    const members = [...this.#members.keys()].filter((key) => key.startsWith(`${conversation} `)).length;
    this.#change(conversation, (c) => ({ ...c, members }));
  }

  #change(conversation: number, change: (before: Conversation) => Conversation): void {
    const before = this.#conversations.get(conversation);
    if (before) this.#conversations.set(conversation, change(before));
  }

  #amend(id: number, change: Partial<Message>): void {
    const before = this.#messages.get(id);
    if (before) this.#messages.set(id, { ...before, ...change });
  }

  #forget(conversation: number): void {
    this.#conversations.delete(conversation);
    for (const key of this.#members.keys()) if (key.startsWith(`${conversation} `)) this.#members.delete(key);
    for (const message of this.#messages.values()) if (message.conversation === conversation) this.#messages.delete(message.id);
  }
}

/** What is absent and what is empty say the same. */
function text(thing: object): string {
  const said = Object.entries(thing).filter(([name, value]) => name !== 'type' && value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0));
  return JSON.stringify(Object.fromEntries(said.sort(([a], [b]) => (a < b ? -1 : 1))));
}
