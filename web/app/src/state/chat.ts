import { browserOutbox, type Access, type Conversation, type ParlanceClient, type RoomFields, type Status, type User } from '@parlance/client';
import { Devices } from '../rtc/devices.ts';
import { OwnMedia } from '../rtc/own-media.ts';
import { Blocks } from './blocks.ts';
import { Calls } from './calls.ts';
import { ConversationList } from './conversation-list.ts';
import { Match } from './match.ts';
import { Drafts } from './drafts.ts';
import { OpenConversations } from './open-conversations.ts';
import { People } from './people.ts';
import { Store } from './store.ts';

let lastSerial = 0;

/** All that one person's pages show, from one connection. */
export class Chat {
  /** Tells chats apart on one page. */
  readonly serial = ++lastSerial;
  readonly status: Store<Status>;
  readonly me: Store<User>;
  readonly people: People;
  readonly conversations: ConversationList;
  readonly devices = new Devices();
  readonly calls: Calls;
  readonly match: Match;
  readonly blocks: Blocks;
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
    this.calls = new Calls(client, () => this.me.value.id, new OwnMedia(this.devices));
    this.match = new Match(client, new OwnMedia(this.devices));
    this.blocks = new Blocks(client);
    this.drafts = new Drafts(globalThis.localStorage, String(me.id));
    client.on('status', (status) => this.status.set(status));
    client.on('user', (user) => this.me.set(user));
  }

  /** Comes into a room, by its number or key; a member stays one. */
  async join(room: number | string, password?: string): Promise<Conversation> {
    return this.#entered(await this.client.request('join', { conversation: room, ...(password ? { password } : {}) }));
  }

  async createRoom(fields: RoomFields): Promise<Conversation> {
    return this.#entered(await this.client.request('create_room', fields));
  }

  /** The same conversation however often it is opened. */
  async openDirect(user: number): Promise<Conversation> {
    return this.#entered(await this.client.request('open_direct', { user }));
  }

  async createGroup(name: string, members: number[]): Promise<Conversation> {
    return this.#entered(await this.client.request('create_group', { name, members }));
  }

  #entered({ conversation, self }: Access): Conversation {
    if (self) this.conversations.take(conversation, self);
    return conversation;
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
