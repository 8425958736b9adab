import { Authentication } from './authentication.ts';
import { newClientId } from './client-id.ts';
import { once } from './commands.ts';
import { Emitter } from './emitter.ts';
import { ParlanceError } from './error.ts';
import { defaults, type ClientEvents, type ClientOptions, type SendOptions, type Status } from './options.ts';
import type { Pending } from './outbox-store.ts';
import type { Attachment, Commands, ConversationRef, Presence, SendReply, User } from './protocol.ts';
import { rest, type Fetch } from './rest.ts';
import { Session } from './session.ts';
import { upload, type UploadOptions } from './upload.ts';

/**
 * One person's connection to a Parlance server. It keeps one socket, comes back by itself, resumes where it was, gives every stored change once and in order,
 * and sends each message once, however many connections that takes.
 */
export class ParlanceClient {
  readonly #fetch: Fetch;
  readonly #events = new Emitter<ClientEvents>();
  readonly #authentication: Authentication;
  readonly #session: Session;
  /** Scheme and host, without a slash at the end. */
  readonly server: string;

  constructor(options: ClientOptions) {
    const server = (this.server = options.server.replace(/\/$/, ''));
    this.#fetch = options.fetch ?? ((...request) => fetch(...request));
    this.#authentication = new Authentication(options.credentials, server, this.#fetch);
    this.#session = new Session({ ...defaults, ...options, server }, this.#authentication, this.#events);
  }

  get status(): Status {
    return this.#session.status;
  }

  /** Null before the first hello was answered. */
  get user(): User | null {
    return this.#session.user;
  }

  /** Everything up to this position was given; keep it to resume in another process. */
  get cursor(): number | undefined {
    return this.#session.cursor;
  }

  /** Answers the function that takes the listener away. */
  on<Name extends keyof ClientEvents>(name: Name, listener: (event: ClientEvents[Name]) => void): () => void {
    return this.#events.on(name, listener);
  }

  /** Begins to connect, and takes up what an earlier page left unsent. Resolves when the server first said who one is. A client that ended does not begin again. */
  connect(): Promise<User> {
    if (this.#session.line.begin()) void this.#session.outbox.load();
    return new Promise((resolve, reject) => {
      const look = (status: Status) => {
        if (status.state === 'online') resolve(this.user!);
        else if (status.state === 'ended') reject(status.refusal);
        else if (status.state === 'closed') reject(closed());
        else return;
        stop();
      };
      const stop = this.on('status', look);
      look(this.status);
    });
  }

  /** Ends the connection for good. Unsent messages stay in the store. */
  close(): void {
    this.#session.line.close(closed());
  }

  /** Connects at once when it waits for its next attempt. */
  connectNow(): void {
    this.#session.line.connectNow();
  }

  /** Gives a command and answers what the server answered. Throws a ParlanceError for a refusal. */
  request<Type extends keyof Commands>(type: Type, fields: Commands[Type][0], timeoutMs?: number): Promise<Commands[Type][1]> {
    const answer = this.#session.line.run<Commands[Type][1]>(type, fields, !once.has(type), timeoutMs);
    if (type === 'conversations') answer.then((list) => this.#session.listed(list as Commands['conversations'][1]), () => undefined);
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
    if (typeof conversation === 'number') this.#session.typing.stopped(conversation);
    const sent = this.#session.outbox.add({ clientId, conversation, content, ...rest, queuedAt: Date.now() });
    sent.catch(() => undefined);
    return { clientId, sent };
  }

  /** Messages that the server has not acknowledged, in the order of sending. */
  pending(): Pending[] {
    return this.#session.outbox.all();
  }

  retry(clientId: string): void {
    this.#session.outbox.retry(clientId);
  }

  discard(clientId: string): void {
    this.#session.outbox.discard(clientId);
  }

  /** Call it on every key: others are told as often as they need. */
  typing(conversation: number): void {
    this.#session.typing.typed(conversation);
  }

  stopTyping(conversation: number): void {
    this.#session.typing.stopped(conversation);
  }

  /** Follows who of these is online; answers the function that ends it. The event `presence` brings what is known now, too. */
  watch(users: readonly number[]): () => void {
    return this.#session.presence.watch(users);
  }

  /** Undefined for whoever is not watched. */
  presence(user: number): Presence | undefined {
    return this.#session.presence.of(user);
  }
}

function closed(): ParlanceError {
  return new ParlanceError({ code: 'closed', message: 'The client was closed.' });
}
