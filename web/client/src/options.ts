import type { ConnectionTimes, SocketFactory } from './connection.ts';
import type { CredentialStore } from './credentials.ts';
import type { ParlanceError } from './error.ts';
import type { OutboxChange } from './outbox.ts';
import type { OutboxStore, Pending } from './outbox-store.ts';
import type { PassingEvents, StoredEvents, User } from './protocol.ts';
import type { Fetch } from './rest.ts';

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

export const defaults = {
  connectTimeoutMs: 10_000,
  silentAfterMs: 20_000,
  answerTimeoutMs: 8_000,
  commandTimeoutMs: 30_000,
  firstBackoffMs: 500,
  maxBackoffMs: 30_000,
};
