import type { Authentication } from './authentication.ts';
import type { Frame } from './connection.ts';
import { DeliveredTeller } from './delivered.ts';
import type { Emitter } from './emitter.ts';
import { ParlanceError } from './error.ts';
import { Line, type LineEnd } from './line.ts';
import type { ClientEvents, ClientOptions, defaults, Status } from './options.ts';
import { Outbox } from './outbox.ts';
import { memoryOutbox, type Pending } from './outbox-store.ts';
import { PositionFilter } from './position-filter.ts';
import { PresenceWatch } from './presence.ts';
import type { Commands, HelloReply, Message, PassingEvents, Presence, SendReply, StoredEvents, User } from './protocol.ts';
import { TypingTimes } from './typing.ts';

/** What identifies the thing an event changed, besides its type. */
const thingOf: { [Name in keyof StoredEvents]: (event: StoredEvents[Name]) => number } = {
  message: (e) => e.id,
  edited: (e) => e.id,
  deleted: (e) => e.id,
  reacted: (e) => e.id,
  receipt: (e) => e.user,
  member: (e) => e.member.user,
  conversation: (e) => e.conversation,
};

/** A word that must arrive waits for a connection as long as any page is open. */
const dayMs = 24 * 3_600_000;

/**
 * What goes on over the line. Gives what the server says of itself, each stored event once and in order, to the parts it concerns and then to the listeners;
 * gives the server what the parts have to say.
 */
export class Session implements LineEnd {
  readonly line: Line;
  readonly outbox: Outbox;
  readonly typing: TypingTimes;
  readonly presence: PresenceWatch;
  readonly #delivered: DeliveredTeller | undefined;
  readonly #filter: PositionFilter;
  status: Status = { state: 'closed' };
  user: User | null = null;
  readonly #events: Emitter<ClientEvents>;

  constructor(options: ClientOptions & typeof defaults, authentication: Authentication, events: Emitter<ClientEvents>) {
    this.#events = events;
    const line = (this.line = new Line(options, authentication, this));
    this.#filter = new PositionFilter(options.cursor);
    this.outbox = new Outbox(options.outbox ?? memoryOutbox(), (change) => events.emit('outbox', change));
    this.typing = new TypingTimes(
      (conversation, on) => line.say({ type: 'typing', conversation, on }),
      (typing) => events.emit('typing', typing),
    );
    this.presence = new PresenceWatch(
      (type, users) => this.#setWatched(type, users),
      (presence) => events.emit('presence', presence),
    );
    if (options.tellDelivered !== false) {
      this.#delivered = new DeliveredTeller(300, (conversation, delivered) => {
        line.run('receipt', { conversation, delivered }, true, dayMs).catch(() => undefined); // refused to whoever left since
      });
    }
  }

  get cursor(): number | undefined {
    return this.#filter.cursor;
  }

  get forHello(): number | undefined {
    return this.#filter.forHello;
  }

  welcome({ user, position, resume }: HelloReply): void {
    this.#setUser(user);
    // A server set back to a backup knows less than we do: what we hold is not its past.
    const isSetBack = position < (this.cursor ?? -1);
    if (resume === 'none' && !isSetBack) {
      this.#filter.complete(position);
    } else if (resume === 'replay' && !isSetBack) {
      this.#filter.beginReplay();
    } else {
      this.#filter.restart(position);
      this.#delivered?.forget();
      this.#events.emit('snapshot', { position });
    }
  }

  disconnected(): void {
    this.outbox.disconnect();
    this.presence.disconnected();
  }

  follow(status: Status): void {
    this.status = status;
    if (status.state === 'online') {
      this.presence.connected();
      this.outbox.connect((pending) => this.#deliver(pending));
    } else if (status.state === 'ended' || status.state === 'closed') {
      this.typing.close();
      this.#delivered?.close();
    }
    this.#events.emit('status', status);
  }

  hear(frame: Frame): void {
    if (frame.error) return this.#events.emit('refusal', new ParlanceError(frame.error));
    if (!this.#isNew(frame)) return;
    switch (frame.type) {
      case 'typing':
        return this.typing.heard(frame as unknown as PassingEvents['typing']);
      case 'presence':
        return this.presence.heard(frame as unknown as Presence);
      case 'resumed':
        this.#filter.complete((frame as unknown as ClientEvents['resumed']).position);
        break;
      case 'message':
        this.#arrived(frame as unknown as Message);
        break;
      case 'profile':
        this.#learn(frame as unknown as PassingEvents['profile']);
    }
    this.#events.emit(frame.type as keyof ClientEvents, frame as never);
  }

  /** What came while one was away reached this device with the list. */
  listed({ conversations }: Commands['conversations'][1]): void {
    for (const { conversation, self, newest } of conversations) if (newest && newest.seq > self.delivered) this.#delivered?.arrived(conversation.id, newest.seq);
  }

  #isNew(frame: Frame): boolean {
    const name = frame.type as keyof StoredEvents;
    if (!(name in thingOf)) return true;
    const event = frame as unknown as StoredEvents[typeof name];
    return this.#filter.take(name, (thingOf[name] as (one: typeof event) => number)(event), event.position);
  }

  #arrived(message: Message): void {
    if (message.sender === this.user?.id) {
      if (message.client_id) this.outbox.arrived(message.client_id, { message: message.id, seq: message.seq, sent_at: message.sent_at });
    } else {
      this.typing.wrote(message.conversation, message.sender, message.name);
      this.#delivered?.arrived(message.conversation, message.seq);
    }
  }

  #learn({ user }: PassingEvents['profile']): void {
    // The event is what everybody is told: it leaves out what is for oneself alone.
    if (user.id === this.user?.id) this.#setUser({ ...this.user, ...user });
  }

  #setUser(user: User): void {
    this.user = user;
    this.#events.emit('user', user);
  }

  #deliver({ clientId, conversation, content, kind, replyTo, mentions, attachments }: Pending): Promise<SendReply> {
    // Not repeatable as a command: the outbox repeats it, in order.
    return this.line.run<SendReply>('send', { conversation, client_id: clientId, content, kind, reply_to: replyTo, mentions, attachments });
  }

  #setWatched(type: 'watch' | 'unwatch', users: number[]): void {
    // Not repeatable: the next connection is asked for everybody.
    void this.line.run<Partial<Commands['watch'][1]>>(type, { users }).then(
      (reply) => reply.presence?.forEach((presence) => this.presence.heard(presence)),
      () => undefined,
    );
  }
}
