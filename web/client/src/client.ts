import { Authentication } from './authentication.ts';
import { adviceFor, Backoff, codeOf, type Advice } from './backoff.ts';
import { newClientId } from './client-id.ts';
import { CommandQueue } from './commands.ts';
import { Connection, type Closed, type ConnectionTimes, type Frame, type SocketFactory } from './connection.ts';
import type { CredentialStore } from './credentials.ts';
import { DeliveredTeller } from './delivered.ts';
import { Emitter } from './emitter.ts';
import { ParlanceError } from './error.ts';
import { Outbox, type OutboxChange } from './outbox.ts';
import { memoryOutbox, type OutboxStore, type Pending } from './outbox-store.ts';
import { PositionFilter } from './position-filter.ts';
import { PresenceWatch } from './presence.ts';
import type { Attachment, Commands, ConversationRef, HelloReply, Message, PassingEvents, Presence, SendReply, StoredEvents, Tokens, User } from './protocol.ts';
import { rest, type Fetch } from './rest.ts';
import { TypingTimes } from './typing.ts';
import { upload, type UploadOptions } from './upload.ts';
import { Wake } from './wake.ts';

export interface ClientOptions extends Partial<ConnectionTimes> {
  /** Scheme and host, `https://chat.example.com`. */
  server: string;
  /** Who one is: `memoryCredentials` or `browserCredentials`. */
  credentials: CredentialStore;
  /** Where unsent messages are kept; the default forgets them with the process. */
  outbox?: OutboxStore;
  /** What this device is called, the same each time. */
  device?: string;
  /** The cursor of an earlier process, when everything up to it is still at hand. */
  cursor?: number;
  /** Needed where there is no global WebSocket (Node before 22): `(url) => new WebSocket(url)` of the package `ws`. */
  openSocket?: SocketFactory;
  fetch?: Fetch;
  /** How long a command may wait for a connection and its answer. */
  commandTimeoutMs?: number;
  firstBackoffMs?: number;
  maxBackoffMs?: number;
  /** Tells the server by itself what reached this device. */
  tellDelivered?: boolean;
}

/** How the connection stands. `ended` is final: `refusal` says why, and only a new client with other credentials goes on. */
export type Status =
  | { state: 'connecting' }
  | { state: 'online' }
  /** Trying again at `retryAt` (this device's clock), or as soon as the network or the page comes back. */
  | { state: 'waiting'; retryAt: number; reason: string }
  | { state: 'ended'; refusal: ParlanceError }
  | { state: 'closed' };

export interface ClientEvents extends StoredEvents, PassingEvents {
  status: Status;
  /** One is known, or changed. */
  user: User;
  /** Too much was missed to be told one by one: read everything shown anew; what follows begins at `position`. */
  snapshot: { position: number };
  /** Everything missed was told. */
  resumed: { position: number };
  /** A message of one's own was queued, acknowledged, refused or discarded. */
  outbox: OutboxChange;
  /** The server refused something that asked for no answer. */
  refusal: ParlanceError;
}

export interface SendOptions {
  /** Given for a message that was tried before under this id. */
  clientId?: string;
  kind?: string;
  replyTo?: number;
  mentions?: number[];
  attachments?: Pending['attachments'];
}

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

/** A connection that lasted this long was good: the next failure starts the back-off from the beginning. */
const stableAfterMs = 5_000;

const defaults = {
  connectTimeoutMs: 10_000,
  silentAfterMs: 20_000,
  answerTimeoutMs: 8_000,
  commandTimeoutMs: 30_000,
  firstBackoffMs: 500,
  maxBackoffMs: 30_000,
};

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
  #running = false;

  constructor(options: ClientOptions) {
    this.#options = { ...defaults, ...options, server: options.server.replace(/\/$/, '') };
    this.#fetch = options.fetch ?? ((...request) => fetch(...request));
    this.#authentication = new Authentication(options.credentials, this.#options.server, this.#fetch);
    this.#filter = new PositionFilter(options.cursor);
    this.#outbox = new Outbox(options.outbox ?? memoryOutbox(), (change) => this.#events.emit('outbox', change));
    this.#typing = new TypingTimes(
      (conversation, on) => this.#tell('typing', { conversation, on }),
      (typing) => this.#events.emit('typing', typing),
    );
    this.#presence = new PresenceWatch(
      (type, users) => this.#setWatched(type, users),
      (presence) => this.#events.emit('presence', presence),
    );
    this.#delivered = new DeliveredTeller(300, (conversation, delivered) => this.#tell('receipt', { conversation, delivered }));
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

  /** Begins to connect, and takes up what an earlier page left unsent. Resolves when the server first said who one is. */
  connect(): Promise<User> {
    return new Promise((resolve, reject) => {
      const stop = this.on('status', (status) => {
        if (status.state === 'online') resolve(this.#user!);
        else if (status.state === 'ended') reject(status.refusal);
        else if (status.state === 'closed') reject(new ParlanceError({ code: 'closed', message: 'The client was closed.' }));
        else return;
        stop();
      });
      if (this.#running) return;
      this.#running = true;
      this.#wake.listen();
      void this.#outbox.load().catch(() => undefined);
      void this.#run();
    });
  }

  /** Ends the connection for good. Unsent messages stay in the store. */
  close(): void {
    if (!this.#running) return;
    this.#running = false;
    this.#end({ state: 'closed' }, new ParlanceError({ code: 'closed', message: 'The client was closed.' }));
  }

  /** Connects at once when it waits for its next attempt. */
  connectNow(): void {
    this.#wake.now();
  }

  /** Gives a command and answers what the server answered. Throws a ParlanceError for a refusal. */
  request<Type extends keyof Commands>(type: Type, fields: Commands[Type][0], timeoutMs = this.#options.commandTimeoutMs): Promise<Commands[Type][1]> {
    return this.#commands.run(type, fields, { repeatable: !once.has(type), timeoutMs, maxBytes: this.#maxFrameBytes });
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
    const backoff = new Backoff(this.#options.firstBackoffMs, this.#options.maxBackoffMs);
    while (this.#running) {
      const began = Date.now();
      const { advice, refusal } = await this.#connectOnce();
      if (!this.#running) return;
      if (Date.now() - began >= stableAfterMs) backoff.reset();

      const wait = this.#decide(advice, backoff);
      if (wait === null) {
        this.#running = false;
        return this.#end({ state: 'ended', refusal }, refusal);
      }
      this.#setStatus({ state: 'waiting', retryAt: Date.now() + wait, reason: refusal.message });
      await this.#wake.sleep(wait);
    }
  }

  /** Milliseconds to wait, or null to give up. */
  #decide(advice: Advice, backoff: Backoff): number | null {
    const isFirst = backoff.isFresh;
    switch (advice.kind) {
      case 'stop':
        return null;
      case 'authenticate':
        if (!this.#authentication.hasMore) return null;
        this.#authentication.reject();
        break;
      case 'after':
        return advice.ms;
      case 'backoff':
        return backoff.next();
    }
    const wait = backoff.next();
    return isFirst ? 0 : wait;
  }

  async #connectOnce(): Promise<{ advice: Advice; refusal: ParlanceError }> {
    this.#setStatus({ state: 'connecting' });
    let connection: Connection | undefined;
    try {
      const who = await this.#authentication.hello();
      if (!this.#running) return ended({ code: 1000, reason: 'closed' });
      const address = `${this.server.replace(/^http/, 'ws')}/ws/v1`;
      connection = new Connection(address, this.#options.openSocket ?? ((url) => new WebSocket(url)), this.#options, (frame) => this.#hear(frame));
      this.#connection = connection;
      const hello = await connection.hello<HelloReply>({ ...who, device: this.#options.device, cursor: this.#filter.forHello });
      this.#welcome(hello, connection);
      return ended(await connection.ended);
    } catch (error) {
      connection?.close();
      if (!(error instanceof ParlanceError)) throw error;
      return { advice: adviceForRefusal(error), refusal: error };
    } finally {
      this.#connection = undefined;
      this.#outbox.disconnect();
      this.#commands.disconnect();
    }
  }

  #welcome(hello: HelloReply, connection: Connection): void {
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
      this.#events.emit('snapshot', { position: hello.position });
    }
    this.#presence.connected();
    this.#commands.connect((text) => connection.write(text));
    this.#outbox.connect((pending) => this.#deliver(pending));
    this.#setStatus({ state: 'online' });
  }

  #deliver({ clientId, conversation, content, kind, replyTo, mentions, attachments }: Pending): Promise<SendReply> {
    const fields = { conversation, client_id: clientId, content, kind, reply_to: replyTo, mentions, attachments };
    // Not repeatable as a command: the outbox repeats it, in order.
    return this.#commands.run<SendReply>('send', fields, { repeatable: false, timeoutMs: this.#options.commandTimeoutMs, maxBytes: this.#maxFrameBytes });
  }

  #hear(frame: Frame): void {
    if (this.#commands.answered(frame)) return;
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
    if (!isMine && this.#options.tellDelivered !== false) this.#delivered.arrived(message.conversation, message.seq);
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

  #tell(type: 'typing' | 'receipt', fields: object): void {
    this.#connection?.write(JSON.stringify({ type, ...fields }), false);
  }

  #setWatched(type: 'watch' | 'unwatch', users: number[]): void {
    if (this.#status.state !== 'online' && type === 'unwatch') return;
    if (!this.#connection) return; // `connected` asks for everybody
    void this.request(type, { users }).then(
      (reply) => (reply as Partial<{ presence: Presence[] }>).presence?.forEach((presence) => this.#presence.heard(presence)),
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
    this.#wake.stop();
    this.#typing.close();
    this.#delivered.close();
    this.#connection?.close();
    this.#commands.close(refusal);
    this.#setStatus(status);
  }
}

function ended(closed: Closed): { advice: Advice; refusal: ParlanceError } {
  return {
    advice: adviceFor(closed.code, closed.reason),
    refusal: new ParlanceError({ code: codeOf(closed.code), message: closed.reason || 'The connection broke.' }),
  };
}

function adviceForRefusal(refusal: ParlanceError): Advice {
  switch (refusal.code) {
    case 'token_expired':
    case 'token_invalid':
    case 'token_reused':
    case 'unauthenticated':
      return { kind: 'authenticate' };
    case 'connection_lost':
    case 'timeout':
    case 'unavailable':
    case 'full':
      return { kind: 'backoff' };
    case 'rate_limited':
      return refusal.retryAfter === undefined ? { kind: 'backoff' } : { kind: 'after', ms: refusal.retryAfter };
    default:
      return refusal.code.startsWith('http_5') ? { kind: 'backoff' } : { kind: 'stop' };
  }
}
