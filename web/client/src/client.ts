import { adviceForRefusal, endingOf, type Ending } from './advice.ts';
import { Authentication } from './authentication.ts';
import { newClientId } from './client-id.ts';
import { CommandQueue } from './commands.ts';
import { Connection, type Frame } from './connection.ts';
import { DeliveredTeller } from './delivered.ts';
import { Emitter } from './emitter.ts';
import { ParlanceError } from './error.ts';
import { defaults, type ClientEvents, type ClientOptions, type SendOptions, type Status } from './options.ts';
import { Outbox } from './outbox.ts';
import { memoryOutbox, type Pending } from './outbox-store.ts';
import { PositionFilter } from './position-filter.ts';
import { PresenceWatch } from './presence.ts';
import type { Attachment, Commands, ConversationRef, HelloReply, Message, PassingEvents, Presence, SendReply, StoredEvents, Tokens, User } from './protocol.ts';
import { Reconnect } from './reconnect.ts';
import { rest, type Fetch } from './rest.ts';
import { TypingTimes } from './typing.ts';
import { upload, type UploadOptions } from './upload.ts';
import { Wake } from './wake.ts';

/** Not to be given twice when an answer is lost. */
const once = new Set<keyof Commands>(['create_room', 'create_group', 'call_start', 'call_join', 'call_leave', 'call_decline', 'signal', 'match_join', 'match_leave', 'match_next', 'match_text', 'match_signal', 'report', 'clear']);

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
 * One person's connection to a Parlance server. It keeps one socket, comes back by itself, resumes where it was, gives every stored change once and in order,
 * and sends each message once, however many connections that takes.
 */
export class ParlanceClient {
  readonly #options: ClientOptions & typeof defaults;
  readonly #fetch: Fetch;
  readonly #events = new Emitter<ClientEvents>();
  readonly #authentication: Authentication;
  readonly #commands = new CommandQueue(10_000);
  readonly #outbox: Outbox;
  readonly #filter: PositionFilter;
  readonly #typing: TypingTimes;
  readonly #presence: PresenceWatch;
  readonly #delivered: DeliveredTeller;
  readonly #wake = new Wake(() => this.#connection?.probe());
  #connection: Connection | undefined;
  #status: Status = { state: 'closed' };
  #user: User | null = null;
  #maxFrameBytes = 64 * 1024;
  #onlineSince = Infinity;
  #began = false;
  #running = false;

  constructor(options: ClientOptions) {
    this.#options = { ...defaults, ...options, server: options.server.replace(/\/$/, '') };
    this.#fetch = options.fetch ?? ((...request) => fetch(...request));
    this.#authentication = new Authentication(options.credentials, this.#options.server, this.#fetch);
    this.#filter = new PositionFilter(options.cursor);
    this.#outbox = new Outbox(options.outbox ?? memoryOutbox(), (change) => this.#events.emit('outbox', change));
    this.#typing = new TypingTimes(
      (conversation, on) => this.#connection?.write(JSON.stringify({ type: 'typing', conversation, on }), false),
      (typing) => this.#events.emit('typing', typing),
    );
    this.#presence = new PresenceWatch(
      (type, users) => this.#setWatched(type, users),
      (presence) => this.#events.emit('presence', presence),
    );
    this.#delivered = new DeliveredTeller(300, (conversation, delivered) => {
      this.request('receipt', { conversation, delivered }, dayMs).catch(() => undefined); // refused to whoever left since
    });
  }

  get server(): string {
    return this.#options.server;
  }

  get status(): Status {
    return this.#status;
  }

  /** Null before the first hello was answered. */
  get user(): User | null {
    return this.#user;
  }

  /** Everything up to this position was given; keep it to resume in another process. */
  get cursor(): number | undefined {
    return this.#filter.cursor;
  }

  /** Answers the function that takes the listener away. */
  on<Name extends keyof ClientEvents>(name: Name, listener: (event: ClientEvents[Name]) => void): () => void {
    return this.#events.on(name, listener);
  }

  /** Begins to connect, and takes up what an earlier page left unsent. Resolves when the server first said who one is. A client that ended does not begin again. */
  connect(): Promise<User> {
    if (!this.#began) {
      this.#began = this.#running = true;
      this.#wake.listen();
      void this.#outbox.load();
      void this.#run();
    }
    return new Promise((resolve, reject) => {
      const look = (status: Status) => {
        if (status.state === 'online') resolve(this.#user!);
        else if (status.state === 'ended') reject(status.refusal);
        else if (status.state === 'closed') reject(closed());
        else return;
        stop();
      };
      const stop = this.on('status', look);
      look(this.#status);
    });
  }

  /** Ends the connection for good. Unsent messages stay in the store. */
  close(): void {
    if (!this.#running) return;
    this.#running = false;
    this.#end({ state: 'closed' }, closed());
  }

  /** Connects at once when it waits for its next attempt. */
  connectNow(): void {
    this.#wake.now();
  }

  /** Gives a command and answers what the server answered. Throws a ParlanceError for a refusal. */
  request<Type extends keyof Commands>(type: Type, fields: Commands[Type][0], timeoutMs = this.#options.commandTimeoutMs): Promise<Commands[Type][1]> {
    const answer = this.#commands.run<Commands[Type][1]>(type, fields, { repeatable: !once.has(type), timeoutMs, maxBytes: this.#maxFrameBytes });
    if (type === 'conversations' && this.#options.tellDelivered !== false) answer.then((list) => this.#listed(list as Commands['conversations'][1]), () => undefined);
    return answer;
  }

  /** A request of the REST surface, with one's token. `path` begins after `/api/v1`. */
  async rest<Answer>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Answer> {
    return rest<Answer>(this.#fetch, this.server, method, path, { token: await this.token(), body, signal });
  }

  /** Puts a file on the server, for the `attachments` of a message. */
  async upload(file: Blob, options: UploadOptions = {}): Promise<Attachment> {
    return upload(this.#fetch, this.server, await this.token(), file, options);
  }

  /** An access token that is good now. */
  token(): Promise<string> {
    return this.#authentication.token();
  }

  /**
   * Queues a message; it is sent as soon as there is a connection, in order, exactly once. `sent` resolves when it is stored, and rejects only when the server
   * refuses it for good (`retry` and `discard` decide what becomes of it). Nobody needs to look at `sent`: the event `outbox` tells the same.
   */
  send(conversation: ConversationRef, content: string, options: SendOptions = {}): { clientId: string; sent: Promise<SendReply> } {
    const { clientId = newClientId(), ...rest } = options;
    if (typeof conversation === 'number') this.#typing.stopped(conversation);
    const sent = this.#outbox.add({ clientId, conversation, content, ...rest, queuedAt: Date.now() });
    sent.catch(() => undefined);
    return { clientId, sent };
  }

  /** Messages that the server has not acknowledged, in the order of sending. */
  pending(): Pending[] {
    return this.#outbox.all();
  }

  retry(clientId: string): void {
    this.#outbox.retry(clientId);
  }

  discard(clientId: string): void {
    this.#outbox.discard(clientId);
  }

  /** Call it on every key: others are told as often as they need. */
  typing(conversation: number): void {
    this.#typing.typed(conversation);
  }

  stopTyping(conversation: number): void {
    this.#typing.stopped(conversation);
  }

  /** Follows who of these is online; answers the function that ends it. The event `presence` brings what is known now, too. */
  watch(users: readonly number[]): () => void {
    return this.#presence.watch(users);
  }

  /** Undefined for whoever is not watched. */
  presence(user: number): Presence | undefined {
    return this.#presence.of(user);
  }

  async #run(): Promise<void> {
    const reconnect = new Reconnect(this.#authentication, this.#options);
    while (this.#running) {
      this.#onlineSince = Infinity;
      const ending = await this.#connectOnce();
      if (!this.#running) return;

      const wait = reconnect.waitAfter(ending, Date.now() - this.#onlineSince);
      if (wait === null) {
        this.#running = false;
        return this.#end({ state: 'ended', refusal: ending.refusal }, ending.refusal);
      }
      this.#setStatus({ state: 'waiting', retryAt: Date.now() + wait, reason: ending.refusal.message });
      await this.#wake.sleep(wait);
    }
  }

  async #connectOnce(): Promise<Ending> {
    this.#setStatus({ state: 'connecting' });
    try {
      const who = await this.#authentication.hello();
      if (!this.#running) return endingOf({ code: 1000, reason: 'closed' });
      const address = `${this.server.replace(/^http/, 'ws')}/ws/v1`;
      const connection = new Connection(address, this.#options.openSocket ?? ((url) => new WebSocket(url)), this.#options, (frame) => this.#hear(frame));
      this.#connection = connection;
      const hello = { ...who, device: this.#options.device, cursor: this.#filter.forHello };
      await connection.hello<HelloReply>(hello, (reply) => this.#welcome(reply, connection));
      return endingOf(await connection.ended);
    } catch (error) {
      if (error instanceof ParlanceError) return { advice: adviceForRefusal(error), refusal: error };
      // An address that is none, a socket that this page may not open: trying again changes nothing, and whoever waits must hear of it.
      return { advice: { kind: 'stop' }, refusal: new ParlanceError({ code: 'failed', message: String(error) }) };
    } finally {
      this.#disconnect();
    }
  }

  #disconnect(): void {
    this.#connection?.close();
    this.#connection = undefined;
    this.#outbox.disconnect();
    this.#presence.disconnected();
    this.#commands.disconnect();
  }

  #welcome(hello: HelloReply, connection: Connection): void {
    this.#onlineSince = Date.now();
    this.#authentication.take(hello);
    this.#maxFrameBytes = hello.max_frame_bytes;
    this.#setUser(hello.user);
    // A server set back to a backup knows less than we do: what we hold is not its past.
    const isSetBack = hello.position < (this.#filter.cursor ?? -1);
    if (hello.resume === 'none' && !isSetBack) {
      this.#filter.complete(hello.position);
    } else if (hello.resume === 'replay' && !isSetBack) {
      this.#filter.beginReplay();
    } else {
      this.#filter.restart(hello.position);
      this.#delivered.forget();
      this.#events.emit('snapshot', { position: hello.position });
    }
    if (!this.#running) return; // closed by one of those who were just told
    this.#commands.connect((text) => connection.write(text));
    this.#presence.connected();
    this.#outbox.connect((pending) => this.#deliver(pending));
    this.#setStatus({ state: 'online' });
  }

  #deliver({ clientId, conversation, content, kind, replyTo, mentions, attachments }: Pending): Promise<SendReply> {
    const fields = { conversation, client_id: clientId, content, kind, reply_to: replyTo, mentions, attachments };
    // Not repeatable as a command: the outbox repeats it, in order.
    return this.#commands.run<SendReply>('send', fields, { repeatable: false, timeoutMs: this.#options.commandTimeoutMs, maxBytes: this.#maxFrameBytes });
  }

  #hear(frame: Frame): void {
    // Messages have an id, too, but no answer has a type.
    if (frame.type === undefined && typeof frame.id === 'number') return this.#commands.answered(frame.id, frame);
    if (frame.error) return this.#events.emit('refusal', new ParlanceError(frame.error));
    switch (frame.type) {
      case 'resumed':
        this.#filter.complete((frame as unknown as { position: number }).position);
        return this.#events.emit('resumed', frame as unknown as ClientEvents['resumed']);
      case 'token_expiring':
        return void this.#refresh();
      case 'typing':
        return this.#typing.heard(frame as unknown as PassingEvents['typing']);
      case 'presence':
        return this.#presence.heard(frame as unknown as Presence);
      default:
        this.#happened(frame);
    }
  }

  #happened(frame: Frame): void {
    const name = frame.type as keyof ClientEvents;
    if (name in thingOf) {
      const stored = frame as unknown as StoredEvents[keyof StoredEvents];
      const thing = (thingOf[name as keyof StoredEvents] as (event: typeof stored) => number)(stored);
      if (!this.#filter.take(name, thing, stored.position)) return;
    }
    if (name === 'message') this.#arrived(frame as unknown as Message);
    else if (name === 'profile' && (frame as unknown as PassingEvents['profile']).user.id === this.#user?.id) {
      // The event is what everybody is told: it leaves out what is for oneself alone.
      this.#setUser({ ...this.#user, ...(frame as unknown as PassingEvents['profile']).user });
    }
    this.#events.emit(name, frame as never);
  }

  #arrived(message: Message): void {
    const isMine = message.sender === this.#user?.id;
    if (isMine && message.client_id) this.#outbox.arrived(message.client_id, { message: message.id, seq: message.seq, sent_at: message.sent_at });
    if (isMine) return;
    this.#typing.wrote(message.conversation, message.sender, message.name);
    if (this.#options.tellDelivered !== false) this.#delivered.arrived(message.conversation, message.seq);
  }

  /** What came while one was away reached this device with the list. */
  #listed({ conversations }: Commands['conversations'][1]): void {
    for (const { conversation, self, newest } of conversations) if (newest && newest.seq > self.delivered) this.#delivered.arrived(conversation.id, newest.seq);
  }

  /** Renews the token of the connection that stands. */
  async #refresh(): Promise<void> {
    try {
      await this.#authentication.refresh();
      const reply = await this.#commands.run<Partial<Tokens>>('refresh', { token: await this.token() }, { repeatable: false, timeoutMs: 10_000, maxBytes: this.#maxFrameBytes });
      this.#authentication.take(reply);
    } catch (error) {
      if (!(error instanceof ParlanceError)) throw error;
      // The server closes the connection when the token ends, and the next one tries again or tells why not.
    }
  }

  #setWatched(type: 'watch' | 'unwatch', users: number[]): void {
    // Not repeatable: the next connection is asked for everybody.
    void this.#commands.run<Partial<Commands['watch'][1]>>(type, { users }, { repeatable: false, timeoutMs: this.#options.commandTimeoutMs, maxBytes: this.#maxFrameBytes }).then(
      (reply) => reply.presence?.forEach((presence) => this.#presence.heard(presence)),
      () => undefined,
    );
  }

  #setUser(user: User): void {
    this.#user = user;
    this.#events.emit('user', user);
  }

  #setStatus(status: Status): void {
    this.#status = status;
    this.#events.emit('status', status);
  }

  #end(status: Status, refusal: ParlanceError): void {
    this.#disconnect();
    this.#wake.stop();
    this.#typing.close();
    this.#delivered.close();
    this.#commands.close(refusal);
    this.#setStatus(status);
  }
}

function closed(): ParlanceError {
  return new ParlanceError({ code: 'closed', message: 'The client was closed.' });
}
