import type { Conversation, Message, ParlanceClient } from '@parlance/client';
import type { ConversationList } from './conversation-list.ts';
import type { Store } from './store.ts';
import type { Preferences } from './preferences.ts';

export interface Notice {
  conversation: Conversation;
  message: Message;
}

/** How a device tells a person that something came. */
export interface NoticeSurface {
  /** Whether somebody looks at the page. */
  isLookedAt(): boolean;
  /** How many messages are unread, in the title of the page. */
  showUnread(count: number): void;
  /** A short note in the page. */
  note(notice: Notice): void;
  /** The system's own notification; a newer one of the same conversation takes the place of an older. */
  system(notice: Notice): void;
  tone(): void;
}

/** In larger rooms only what is said to oneself is worth a word. */
const smallRoom = 20;
const toneEveryMs = 2_000;
const noteEveryMs = 4_000;

/** Tells of messages that one does not see come. */
export class Notifications {
  readonly #stops: (() => void)[];
  readonly #noted = new Map<number, number>();
  #soundedAt = -Infinity;

  constructor(
    private readonly client: Pick<ParlanceClient, 'on' | 'user'>,
    private readonly conversations: ConversationList,
    /** The conversation on the screen. */
    private readonly looking: Store<number | null>,
    private readonly preferences: Store<Preferences>,
    private readonly surface: NoticeSurface,
    private readonly now: () => number = Date.now,
  ) {
    const showUnread = () => surface.showUnread(conversations.entries.value.reduce((sum, entry) => sum + entry.unread, 0));
    showUnread();
    this.#stops = [conversations.entries.subscribe(showUnread), client.on('message', (message) => this.#arrived(message))];
  }

  close(): void {
    for (const stop of this.#stops) stop();
    this.surface.showUnread(0);
  }

  #arrived(message: Message): void {
    const entry = this.conversations.get(message.conversation);
    const me = this.client.user?.id;
    if (!entry || message.deleted || message.sender === me || message.seq <= entry.self.read) return;
    const isLookedAt = this.surface.isLookedAt();
    if (isLookedAt && this.looking.value === message.conversation) return;
    const { conversation } = entry;
    const isForMe = me !== undefined && (message.mentions?.includes(me) ?? false);
    if (conversation.kind === 'room' && conversation.members > smallRoom && !isForMe) return;

    const now = this.now();
    const { sound, notify } = this.preferences.value;
    if (sound && now - this.#soundedAt >= toneEveryMs) {
      this.#soundedAt = now;
      this.surface.tone();
    }
    const notice = { conversation, message };
    if (!isLookedAt) {
      if (notify) this.surface.system(notice);
    } else if (now - (this.#noted.get(conversation.id) ?? -Infinity) >= noteEveryMs) {
      // Of a burst one note is enough: the count beside the conversation tells the rest.
      this.#noted.set(conversation.id, now);
      this.surface.note(notice);
    }
  }
}
