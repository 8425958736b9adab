/**
 * The client of the native wire.
 * @module
 */
export { Accounts, credentialsOf } from './accounts.ts';
export { ParlanceClient, type ClientEvents, type ClientOptions, type SendOptions, type Status } from './client.ts';
export { newClientId } from './client-id.ts';
export type { SocketFactory, SocketLike } from './connection.ts';
export { browserCredentials, memoryCredentials, type Credentials, type CredentialStore } from './credentials.ts';
export { ParlanceError, type Refusal } from './error.ts';
export type { OutboxChange } from './outbox.ts';
export { browserOutbox, memoryOutbox, type OutboxStore, type Pending } from './outbox-store.ts';
export type * from './protocol.ts';
export type { UploadOptions } from './upload.ts';
