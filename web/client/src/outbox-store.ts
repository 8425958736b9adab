import type { Refusal } from './error.ts';
import type { Attachment, ConversationRef } from './protocol.ts';

/** A message that the server has not acknowledged. */
export interface Pending {
  /** The same on every attempt, so that the server stores it once. */
  clientId: string;
  conversation: ConversationRef;
  content: string;
  kind?: string;
  replyTo?: number;
  mentions?: number[];
  attachments?: Attachment[];
  /** By this device's clock. */
  queuedAt: number;
  /** Set when the server refused it for good: it waits for `retry` or `discard`. */
  refusal?: Refusal;
}

/** Where unsent messages outlive the page. */
export interface OutboxStore {
  /** In the order in which they were queued. */
  all(): Promise<Pending[]>;
  put(message: Pending): Promise<void>;
  remove(clientId: string): Promise<void>;
}

/** Unsent messages that end with the process. */
export function memoryOutbox(): OutboxStore {
  const kept = new Map<string, Pending>();
  return {
    all: async () => [...kept.values()],
    put: async (message) => void kept.set(message.clientId, message),
    remove: async (clientId) => void kept.delete(clientId),
  };
}

/** Unsent messages in the browser. One name for each person: what one wrote must not be sent as another. */
export function browserOutbox(name: string): OutboxStore {
  let opened: Promise<IDBDatabase> | undefined;
  const database = () =>
    (opened ??= new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open(`parlance.outbox.${name}`, 1);
      request.onupgradeneeded = () => request.result.createObjectStore('pending', { keyPath: 'clientId' });
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('The outbox could not be opened.'));
    }));

  async function run<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    const transaction = (await database()).transaction('pending', mode);
    const request = work(transaction.objectStore('pending'));
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(request.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error ?? new Error('The outbox could not be written.'));
    });
  }

  return {
    all: async () => (await run<Pending[]>('readonly', (store) => store.getAll())).sort((a, b) => a.queuedAt - b.queuedAt || (a.clientId < b.clientId ? -1 : 1)),
    put: async (message) => void (await run('readwrite', (store) => store.put(message))),
    remove: async (clientId) => void (await run('readwrite', (store) => store.delete(clientId))),
  };
}
