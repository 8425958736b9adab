import { ParlanceError } from './error.ts';
import type { Attachment } from './protocol.ts';
import { answerOf, rest, type Fetch } from './rest.ts';

export interface UploadOptions {
  /** What the file is called; a `File` brings its own name. */
  name?: string;
  /** How much of it is on the server, from 0 to 1. Only where there is XMLHttpRequest, that is in browsers. */
  onProgress?(fraction: number): void;
  signal?: AbortSignal;
}

/**
 * Puts a file on the server and answers what `attachments` of a message takes. Throws a ParlanceError (`too_large`, `invalid`, `rate_limited` …), and the
 * reason of the signal when that was given up.
 */
export function upload(fetch: Fetch, server: string, token: string, file: Blob, options: UploadOptions = {}): Promise<Attachment> {
  const name = options.name ?? (file as Partial<File>).name ?? 'file';
  const path = `/files?name=${encodeURIComponent(name)}`;
  if (typeof XMLHttpRequest === 'undefined') return rest<Attachment>(fetch, server, 'POST', path, { token, body: file, signal: options.signal });
  return withProgress(`${server}/api/v1${path}`, token, file, options);
}

/** `fetch` tells nothing of what was sent so far. */
function withProgress(address: string, token: string, file: Blob, { onProgress, signal }: UploadOptions): Promise<Attachment> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    const finish = (settle: () => void) => {
      signal?.removeEventListener('abort', abort);
      settle();
    };
    request.open('POST', address);
    request.setRequestHeader('Accept', 'application/json');
    request.setRequestHeader('Authorization', `Bearer ${token}`);
    request.setRequestHeader('Content-Type', file.type || 'application/octet-stream');
    request.upload.onprogress = (event) => event.lengthComputable && onProgress?.(event.loaded / event.total);
    request.onabort = () => finish(() => reject(signal?.reason));
    request.onerror = () =>
      finish(() => reject(new ParlanceError({ code: 'connection_lost', message: 'The server did not answer.', remedy: 'Check the connection and try again.' })));
    request.onload = () =>
      finish(() => {
        try {
          resolve(answerOf<Attachment>(request.status, request.responseText));
        } catch (error) {
          reject(error);
        }
      });
    signal?.addEventListener('abort', abort);
    request.send(file);
  });
}
