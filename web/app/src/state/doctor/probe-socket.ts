import { wait } from './finding.ts';

export interface ProbeAnswer {
  ok?: unknown;
  error?: { code: string; message: string; remedy?: string };
}

const patienceMs = 10_000;
/** What browsers call an end without a goodbye. */
const lost = 1006;

/** A socket of its own, beside the one the app uses, for looking how sockets fare on this way. */
export class ProbeSocket {
  /** False: it was refused. */
  readonly opened: Promise<boolean>;
  readonly closed: Promise<{ code: number; reason: string }>;
  readonly #waiting = new Map<number, (answer: ProbeAnswer | undefined) => void>();
  #lastId = 0;

  constructor(private readonly socket: WebSocket) {
    this.closed = new Promise((resolve) => {
      socket.onclose = ({ code, reason }) => {
        resolve({ code, reason });
        for (const answer of this.#waiting.values()) answer(undefined);
      };
    });
    this.opened = Promise.race([
      new Promise<boolean>((resolve) => (socket.onopen = () => resolve(true))),
      this.closed.then(() => false),
      wait(patienceMs).then(() => {
        if (socket.readyState === 0) socket.close();
        return socket.readyState === 1;
      }),
    ]);
    socket.onmessage = ({ data }) => {
      const frame = JSON.parse(String(data)) as ProbeAnswer & { id?: number };
      if (frame.id !== undefined) this.#waiting.get(frame.id)?.(frame);
    };
  }

  /** Undefined: there was no answer. */
  async ask(command: object): Promise<ProbeAnswer | undefined> {
    if (this.socket.readyState !== 1) return undefined;
    const id = ++this.#lastId;
    const answer = new Promise<ProbeAnswer | undefined>((resolve) => this.#waiting.set(id, resolve));
    this.socket.send(JSON.stringify({ id, ...command }));
    return Promise.race([answer, wait(patienceMs).then(() => undefined)]).finally(() => this.#waiting.delete(id));
  }

  /** How it ended, or null when it lasted. */
  endsWithin(ms: number): Promise<{ code: number; reason: string } | null> {
    return Promise.race([this.closed, wait(ms).then(() => null)]);
  }

  /** Takes leave, and answers how long the other side took to do the same; undefined: it did not. */
  async leave(): Promise<number | undefined> {
    const began = performance.now();
    this.close();
    const end = await this.endsWithin(patienceMs);
    return end && end.code !== lost ? performance.now() - began : undefined;
  }

  close(): void {
    this.socket.close(1000);
  }
}
