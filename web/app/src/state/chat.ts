import { browserOutbox, type ParlanceClient, type Status, type User } from '@parlance/client';
import { ConversationList } from './conversation-list.ts';
import { Drafts } from './drafts.ts';
import { OpenConversations } from './open-conversations.ts';
import { People } from './people.ts';
import { Store } from './store.ts';

/** All that one person's pages show, from one connection. */
export class Chat {
  readonly status: Store<Status>;
  readonly me: Store<User>;
  readonly people: People;
  readonly conversations: ConversationList;
  readonly drafts: Drafts;
  readonly opened = new OpenConversations(this);
  /** The conversation on the screen. */
  readonly looking = new Store<number | null>(null);

  constructor(
    readonly client: ParlanceClient,
    me: User,
  ) {
    this.status = new Store(client.status);
    this.me = new Store(me);
    this.people = new People(client);
    this.conversations = new ConversationList(client);
    this.drafts = new Drafts(globalThis.localStorage, String(me.id));
    client.on('status', (status) => this.status.set(status));
    client.on('user', (user) => this.me.set(user));
  }

  /** Connects and reads what is shown first. Rejects when the server does not want one any more. */
  async open(): Promise<void> {
    await this.client.connect();
    await this.conversations.load();
  }
}

/** Where the unsent messages of one person are kept. */
export function outboxOf(user: User): ReturnType<typeof browserOutbox> {
  return browserOutbox(String(user.id));
}
