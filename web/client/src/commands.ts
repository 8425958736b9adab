import { ParlanceError } from './error.ts';
import type { Frame } from './connection.ts';
import type { Commands } from './protocol.ts';

/** Not to be given twice when an answer is lost. */
export const once = new Set<keyof Commands>(['create_room', 'create_group', 'call_start', 'call_join', 'call_leave', 'call_decline', 'signal', 'match_join', 'match_leave', 'match_next', 'match_text', 'match_signal', 'report', 'clear']);

interface Waiting {
  id: number;
  text: string;
  /** Whether it may be sent on a second connection when the first broke before the answer. */
  repeatable: boolean;
  written: boolean;
  resolve(ok: unknown): void;
  reject(error: unknown): void;
}

/** Commands without an answer yet, in the order in which they were given. A new connection gets what is left before anything newer. */
export class CommandQueue {
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #write: ((text: string) => void) | undefined;
  #closed: ParlanceError | undefined;
  readonly #capacity: number;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  run<Reply>(type: string, fields: object, options: { repeatable: boolean; timeoutMs: number; maxBytes: number }): Promise<Reply> {
    return new Promise<Reply>((resolve, reject) => {
      if (this.#closed) return reject(this.#closed);
      if (this.#waiting.size >= this.#capacity) {
        return reject(new ParlanceError({ code: 'outbox_full', message: `${this.#capacity} commands wait for an answer already.`, remedy: 'Wait for some of them first.' }));
      }
      const id = ++this.#lastId;
      const text = JSON.stringify({ id, type, ...fields });
      // Three bytes a character at most, so most texts need no counting.
      if (text.length * 3 > options.maxBytes && new TextEncoder().encode(text).length > options.maxBytes) {
        return reject(new ParlanceError({ code: 'too_large', message: `This is more than the ${options.maxBytes} bytes a command may have.`, remedy: 'Send less at a time.' }));
      }
      const timer = setTimeout(() => {
        this.#waiting.delete(id);
        reject(new ParlanceError({ code: 'timeout', message: 'There was no answer in time.', remedy: 'Check the connection and try again.' }));
      }, options.timeoutMs);
      const settled = <T extends unknown[]>(settle: (...args: T) => void) => (...args: T) => {
        clearTimeout(timer);
        settle(...args);
      };
      const waiting: Waiting = { id, text, repeatable: options.repeatable, written: false, resolve: settled(resolve as (ok: unknown) => void), reject: settled(reject) };
      this.#waiting.set(id, waiting);
      if (this.#write) this.#give(waiting, this.#write);
    });
  }

  /** Takes an answer to its command; one that was given up in the meantime is gone. */
  answered(id: number, frame: Frame): void {
    const waiting = this.#waiting.get(id);
    if (!waiting) return;
    this.#waiting.delete(id);
    if (frame.error) waiting.reject(new ParlanceError(frame.error));
    else waiting.resolve(frame.ok);
  }

  connect(write: (text: string) => void): void {
    this.#write = write;
    for (const waiting of this.#waiting.values()) this.#give(waiting, write);
  }

  /** Fails what was sent and must not be sent twice; the rest waits for the next connection. */
  disconnect(): void {
    this.#write = undefined;
    for (const waiting of [...this.#waiting.values()]) {
      if (!waiting.written || waiting.repeatable) continue;
      this.#waiting.delete(waiting.id);
      waiting.reject(
        new ParlanceError({
          code: 'connection_lost',
          message: 'The connection broke before the answer came; the command may or may not have taken effect.',
          remedy: 'Look whether it did, then try again.',
        }),
      );
    }
  }

  close(reason: ParlanceError): void {
    this.#closed = reason;
    this.#write = undefined;
    for (const waiting of this.#waiting.values()) waiting.reject(reason);
    this.#waiting.clear();
  }

  #give(waiting: Waiting, write: (text: string) => void): void {
    waiting.written = true;
    write(waiting.text);
  }
}
