import { ParlanceError, type Refusal } from './error.ts';

/** The part of a WebSocket that is used: browsers' own, and that of the package `ws`. */
export interface SocketLike {
  readonly readyState: number;
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
  send(data: string): void;
  close(code?: number, reason?: string): void;
}

export type SocketFactory = (url: string) => SocketLike;

export interface Closed {
  /** 1006 when it broke without a close. */
  code: number;
  reason: string;
}

export type Frame = { id?: number | string | null; ok?: unknown; error?: Refusal; type?: string } & Record<string, unknown>;

export interface ConnectionTimes {
  /** How long connecting and the answer to `hello` may take. */
  connectTimeoutMs: number;
  /** A connection silent this long is asked whether it lives. */
  silentAfterMs: number;
  /** How long the answer, or that to any command, may take while nothing else comes. */
  answerTimeoutMs: number;
}

const helloId = 'hello';
const pingId = 'ping';

/**
 * One socket from its opening to its end. A browser tells nobody that a connection is half-open, so this one asks: when nothing came for a while, and at once
 * on `probe`.
 */
export class Connection {
  readonly #socket: SocketLike;
  #over = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lastHeard = 0;
  /** When what is unanswered was sent; 0: nothing is. */
  #askedAt = 0;
  #end!: (closed: Closed) => void;
  /** Fulfilled when the connection is over, however it ended. */
  readonly ended: Promise<Closed>;
  readonly #times: ConnectionTimes;
  readonly #onFrame: (frame: Frame) => void;

  constructor(url: string, open: SocketFactory, times: ConnectionTimes, onFrame: (frame: Frame) => void) {
    this.#times = times;
    this.#onFrame = onFrame;
    this.ended = new Promise((resolve) => (this.#end = resolve));
    this.#socket = open(url);
  }

  /**
   * Says hello. `welcome` is given the answer before any frame that follows it, which may be in the same packet; the promise is fulfilled after that, and
   * rejected when the server refuses or the connection breaks before.
   */
  hello<Reply>(fields: object, welcome: (reply: Reply) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.drop('The server did not answer in time.'), this.#times.connectTimeoutMs);
      void this.ended.then((closed) => {
        clearTimeout(timer);
        reject(new ParlanceError({ code: 'connection_lost', message: closed.reason || 'The connection could not be made.' }));
      });
      this.#socket.onopen = () => this.#socket.send(JSON.stringify({ id: helloId, type: 'hello', ...fields }));
      this.#socket.onerror = () => undefined; // a close follows
      this.#socket.onclose = (event: Closed) => this.#finish({ code: event.code, reason: event.reason });
      this.#socket.onmessage = (event: { data: unknown }) => {
        const frame = this.#read(event.data);
        if (frame?.id !== helloId) return;
        clearTimeout(timer);
        if (frame.error) return reject(new ParlanceError(frame.error));
        this.#socket.onmessage = (next: { data: unknown }) => this.#hear(next.data);
        this.#lastHeard = Date.now();
        this.#watch();
        welcome(frame.ok as Reply);
        resolve();
      };
    });
  }

  /** @param asks Whether an answer must come. */
  write(text: string, asks = true): void {
    if (this.#over || this.#socket.readyState !== 1) return;
    this.#socket.send(text);
    if (asks && this.#askedAt === 0) this.#askedAt = Date.now();
  }

  /** Asks whether the other side lives; silence ends the connection. */
  probe(): void {
    this.write(JSON.stringify({ id: pingId, type: 'ping' }));
  }

  /** Says goodbye. */
  close(): void {
    this.#socket.close(1000);
    this.#finish({ code: 1000, reason: 'closed' });
  }

  /** Ends it from this side without waiting for the other: a half-open socket would take minutes to tell. */
  drop(reason: string): void {
    this.#finish({ code: 1006, reason });
    this.#socket.close();
  }

  #hear(data: unknown): void {
    this.#lastHeard = Date.now();
    this.#askedAt = 0;
    const frame = this.#read(data);
    if (frame && frame.id !== pingId) this.#onFrame(frame);
  }

  #read(data: unknown): Frame | undefined {
    try {
      return JSON.parse(String(data)) as Frame;
    } catch {
      this.drop('The server sent something that is not the wire.');
      return undefined;
    }
  }

  #watch(): void {
    const { silentAfterMs, answerTimeoutMs } = this.#times;
    const period = Math.min(silentAfterMs, answerTimeoutMs) / 4;
    this.#timer = setTimeout(() => {
      const now = Date.now();
      if (this.#askedAt !== 0 && now - this.#askedAt > answerTimeoutMs) return this.drop('The server went silent.');
      if (this.#askedAt === 0 && now - this.#lastHeard > silentAfterMs) this.probe();
      this.#watch();
    }, period);
  }

  #finish(closed: Closed): void {
    if (this.#over) return;
    this.#over = true;
    clearTimeout(this.#timer);
    this.#socket.onopen = this.#socket.onmessage = this.#socket.onclose = null;
    this.#end(closed);
  }
}
