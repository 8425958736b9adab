import type { Conversation, Member, Message } from '@parlance/client';
import type { Chat } from './chat.ts';
import type { Draft, Quoted } from './drafts.ts';
import { ConversationMembers } from './conversation-members.ts';
import { mentionsIn } from './mentions.ts';
import { Origins } from './origins.ts';
import { OutgoingMessages } from './outgoing.ts';
import { Store } from './store.ts';
import { gone, lastOf, Timeline } from './timeline.ts';
import { Typists } from './typists.ts';
import { Uploads } from './uploads.ts';

export type Access =
  | { state: 'loading' }
  /** One is in it, or was: then what was said until then stays readable. */
  | { state: 'inside'; conversation: Conversation; self: Member }
  /** There is such a room, and one is not in it. */
  | { state: 'outside'; conversation: Conversation }
  | { state: 'missing' }
  | { state: 'failed'; error: unknown };

const receiptEveryMs = 500;

/** All that the view of one conversation shows and does. */
export class OpenConversation {
  readonly access: Store<Access>;
  readonly timeline: Timeline;
  readonly outgoing: OutgoingMessages;
  readonly members: ConversationMembers;
  readonly typists: Typists;
  readonly origins: Origins;
  readonly uploads: Uploads;
  readonly draft: Store<Draft>;
  /** Everything up to this was read when the conversation was opened; null: there was nothing new. */
  readonly readTo = new Store<number | null>(null);
  /** When one sent last, by this device's clock. */
  readonly lastSentAt = new Store(0);
  readonly #stops: (() => void)[];
  #seen = 0;
  #receipt: ReturnType<typeof setTimeout> | undefined;
  #receiptAt = 0;

  constructor(
    private readonly chat: Chat,
    readonly id: number,
  ) {
    const { client, conversations } = chat;
    const entry = conversations.get(id);
    this.access = new Store<Access>(entry ? { state: 'inside', conversation: entry.conversation, self: entry.self } : { state: 'loading' });
    this.timeline = new Timeline(client, id, entry?.conversation.last_seq);
    this.outgoing = new OutgoingMessages(client, id);
    this.members = new ConversationMembers(client, id, chat.me.value.id);
    this.typists = new Typists(client, id);
    this.origins = new Origins(client, id);
    this.uploads = new Uploads(client);
    this.draft = chat.drafts.of(id);
    this.#stops = [
      conversations.entries.subscribe(() => this.#follow()),
      this.timeline.state.subscribe(() => this.outgoing.arrived(this.timeline.state.value.messages)),
      client.on('member', ({ conversation, member }) => {
        if (conversation === id && member.user === chat.me.value.id) this.#patch({ self: member });
      }),
      client.on('conversation', ({ value }) => value.id === id && this.#patch({ conversation: value })),
      client.on('outbox', ({ state, pending }) => state === 'sent' && pending.conversation === id && this.lastSentAt.set(Date.now())),
      client.on('status', ({ state }) => state === 'online' && this.#tryAgain()),
    ];
  }

  close(): void {
    clearTimeout(this.#receipt);
    for (const stop of this.#stops) stop();
    for (const part of [this.timeline, this.outgoing, this.members, this.typists]) part.close();
  }

  /** A view shows it. @param seq The message to begin with; undefined: the first unread one, or the newest. */
  async enter(seq?: number): Promise<void> {
    if (this.access.value.state !== 'inside') await this.#find();
    const access = this.access.value;
    if (access.state !== 'inside') return;
    this.members.load();
    const unread = this.chat.conversations.get(this.id)?.unread ?? 0;
    this.readTo.set(unread > 0 ? access.self.read : null);
    if (seq !== undefined) await this.timeline.goTo(seq);
    else if (unread > 0) await this.timeline.goTo(access.self.read + 1, 'unread');
    else await this.timeline.goToEnd();
  }

  leave(): void {
    this.chat.client.stopTyping(this.id);
    this.chat.drafts.save();
    this.timeline.forgetTarget();
  }

  /** Everything up to `seq` was on the screen while somebody looked at it. */
  seen(seq: number): void {
    if (seq <= this.#seen) return;
    this.#seen = seq;
    if (this.#receipt !== undefined) return;
    // At once, then twice a second: in a busy room every message would be a command otherwise.
    const wait = Math.max(0, this.#receiptAt + receiptEveryMs - Date.now());
    this.#receipt = setTimeout(() => {
      this.#receipt = undefined;
      this.#receiptAt = Date.now();
      this.chat.conversations.markRead(this.id, this.#seen);
    }, wait);
  }

  /** Nobody looks any more: what comes now is new to whoever comes back. */
  lookedAway(): void {
    const last = lastOf(this.timeline.state.value.messages);
    if (!this.timeline.hasNewer && this.#seen >= last) this.readTo.set(last);
  }

  type(text: string): void {
    this.draft.patch({ text });
    if (text !== '' && !this.draft.value.edit) this.chat.client.typing(this.id);
    else this.chat.client.stopTyping(this.id);
  }

  reply(message: Message): void {
    this.draft.patch({ reply: quoted(message), edit: null, text: this.draft.value.edit ? '' : this.draft.value.text });
  }

  beginEdit(message: Message): void {
    this.draft.set({ text: message.content, reply: null, edit: quoted(message) });
  }

  /** Neither answers nor edits any more. */
  putAside(): void {
    const { edit, text } = this.draft.value;
    this.draft.set({ text: edit ? '' : text, reply: null, edit: null });
  }

  /** Sends the draft and its files. @returns What to say when an edit is refused. */
  async submit(): Promise<void> {
    const { text, reply, edit } = this.draft.value;
    const content = text.trim();
    if (edit) {
      this.putAside();
      if (content !== edit.content && content !== '') await this.edit(edit.id, content);
      return;
    }
    const attachments = this.uploads.take();
    if (content === '' && attachments.length === 0) return;
    this.draft.set({ text: '', reply: null, edit: null });
    const mentions = mentionsIn(content, this.members.all.value);
    this.chat.client.send(this.id, content, {
      ...(reply ? { replyTo: reply.id } : {}),
      ...(mentions.length > 0 ? { mentions } : {}),
      ...(attachments.length > 0 ? { attachments } : {}),
    });
    await this.timeline.goToEnd();
  }

  /** The newest message that one may still edit. */
  lastOwn(): Message | undefined {
    return this.timeline.state.value.messages.findLast((message) => message.sender === this.chat.me.value.id && !message.deleted);
  }

  async edit(id: number, content: string): Promise<void> {
    const mentions = mentionsIn(content, this.members.all.value);
    await this.#optimistic(id, { content, mentions, edited_at: Date.now() }, () => this.chat.client.request('edit', { message: id, content, mentions }));
  }

  async delete(id: number): Promise<void> {
    await this.#optimistic(id, gone, () => this.chat.client.request('delete', { message: id }));
  }

  /** Adds one's reaction, or takes it back. */
  async react(message: Message, emoji: string): Promise<void> {
    const me = this.chat.me.value.id;
    const before = message.reactions ?? [];
    const known = before.find((reaction) => reaction.emoji === emoji);
    const remove = known?.users.includes(me) ?? false;
    const users = remove ? known!.users.filter((user) => user !== me) : [...(known?.users ?? []), me];
    const changed = known ? before.map((reaction) => (reaction === known ? { emoji, users } : reaction)) : [...before, { emoji, users }];
    const reactions = changed.filter((reaction) => reaction.users.length > 0);
    await this.#optimistic(message.id, { reactions }, () => this.chat.client.request('react', { message: message.id, emoji, ...(remove ? { remove } : {}) }));
  }

  async #optimistic(id: number, patch: Partial<Message>, run: () => Promise<unknown>): Promise<void> {
    const undo = this.timeline.change(id, patch);
    try {
      await run();
    } catch (error) {
      undo();
      throw error;
    }
  }

  async #find(): Promise<void> {
    try {
      const { conversation, self } = await this.chat.client.request('conversation', { conversation: this.id });
      this.access.set(self?.state === 'joined' ? { state: 'inside', conversation, self } : { state: 'outside', conversation });
    } catch (error) {
      const isMissing = error instanceof Error && 'code' in error && (error.code === 'not_found' || error.code === 'invalid');
      this.access.set(isMissing ? { state: 'missing' } : { state: 'failed', error });
    }
  }

  /** The list of conversations knows more, or that one has come in. */
  #follow(): void {
    const entry = this.chat.conversations.get(this.id);
    if (!entry) return;
    const before = this.access.value;
    if (before.state === 'inside' && before.conversation === entry.conversation && before.self === entry.self) return;
    this.access.set({ state: 'inside', conversation: entry.conversation, self: entry.self });
    if (before.state === 'outside') void this.enter();
  }

  #patch(part: { self?: Member; conversation?: Conversation }): void {
    const access = this.access.value;
    if (access.state === 'inside') this.access.set({ ...access, ...part });
  }

  #tryAgain(): void {
    if (this.access.value.state === 'failed' || this.timeline.state.value.phase.state === 'failed') void this.enter();
  }
}

function quoted({ id, seq, sender, name, content }: Message): Quoted {
  return { id, seq, sender, name, content };
}
