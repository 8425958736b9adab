/**
 * The client of the native wire.
 * @module
 */
export { Accounts, credentialsOf } from './accounts.ts';
export { ParlanceClient } from './client.ts';
export { CallReporter } from './call-report.ts';
export type { CallClient, CallEnd, CallPeer, CallPhase, CallSessionEvents, CallWish } from './call-options.ts';
export { CallSession } from './call-session.ts';
export { newClientId } from './client-id.ts';
export type { SocketFactory, SocketLike } from './connection.ts';
export { browserCredentials, memoryCredentials, type Credentials, type CredentialStore } from './credentials.ts';
export { ParlanceError, type Refusal } from './error.ts';
export type { ClientEvents, ClientOptions, SendOptions, Status } from './options.ts';
export type { OutboxChange } from './outbox.ts';
export { browserOutbox, memoryOutbox, type OutboxStore, type Pending } from './outbox-store.ts';
export { PeerLink, type MediaKind, type PeerEvents, type PeerOptions, type PeerRoute, type PeerSignal, type PeerState, type PeerTrouble } from './peer.ts';
export type * from './protocol.ts';
export type { UploadOptions } from './upload.ts';
