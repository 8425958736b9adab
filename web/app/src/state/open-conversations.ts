import type { Chat } from './chat.ts';
import { OpenConversation } from './open-conversation.ts';

/** So many stay ready, so that going back and forth between a few costs nothing. */
const kept = 5;

/** The conversations opened last, each following what happens. */
export class OpenConversations {
  readonly #open = new Map<number, OpenConversation>();

  constructor(private readonly chat: Chat) {}

  of(id: number): OpenConversation {
    const conversation = this.#open.get(id) ?? new OpenConversation(this.chat, id);
    this.#open.delete(id);
    this.#open.set(id, conversation);
    for (const [oldest, one] of this.#open) {
      if (this.#open.size <= kept) break;
      this.#open.delete(oldest);
      one.close();
    }
    return conversation;
  }
}
