import { failed, median, ok, rounded, skipped, warn, type Finding } from './finding.ts';
import { ProbeSocket } from './probe-socket.ts';

export interface ServerChecksOptions {
  /** `https://chat.example.com`. */
  server: string;
  /** Null: nobody is signed in. */
  token(): Promise<string> | null;
  fetch?: typeof fetch;
  openSocket?: (url: string) => WebSocket;
}

/** Slower than this is felt when one talks. */
const slowMs = 300;
const rounds = 5;

/** From this page to the server: the way over HTTP, and the way over the socket. */
export class ServerChecks {
  readonly #fetch: typeof fetch;

  constructor(private readonly options: ServerChecksOptions) {
    this.#fetch = options.fetch ?? ((...request) => fetch(...request));
  }

  async reachable(): Promise<Finding> {
    const times: number[] = [];
    let version = '';
    for (let round = 0; round < rounds; round++) {
      const began = performance.now();
      let response: Response;
      try {
        response = await this.#fetch(`${this.options.server}/health`, { cache: 'no-store' });
      } catch {
        return failed((t) => t.server.unreachable, (t) => t.server.unreachableRemedy);
      }
      const health = (await response.json().catch(() => null)) as { version?: string; status?: string } | null;
      if (!health?.status) return failed((t) => t.server.foreign(response.status), (t) => t.server.foreignRemedy);
      if (health.status !== 'healthy') return warn((t) => t.server.unwell, (t) => t.server.unwellRemedy);
      version = health.version ?? '';
      times.push(performance.now() - began);
    }
    return ok((t) => t.server.reachable(version, rounded(median(times))));
  }

  /** Whoever asks in another way than GET says where they come from, and the server answers whether it takes that. */
  async origin(): Promise<Finding> {
    const { origin } = globalThis.location ?? { origin: '' };
    try {
      const response = await this.#fetch(`${this.options.server}/ws/v1`, { method: 'OPTIONS' });
      if (response.headers.get('Access-Control-Allow-Origin')) return ok((t) => t.origin.accepted(origin));
    } catch {
      // A browser that is refused is told nothing else.
    }
    return failed((t) => t.origin.refused(origin), (t) => t.origin.refusedRemedy(origin));
  }

  async socket(): Promise<Finding> {
    const began = performance.now();
    const socket = this.#open();
    try {
      if (!(await socket.opened)) {
        const { code } = await socket.closed;
        return failed((t) => t.socket.refused(code), (t) => t.socket.refusedRemedy);
      }
      const openMs = rounded(performance.now() - began);
      const token = await this.#token();
      // Whoever has nothing to show says nothing: a greeting would be refused, and stand among the refusals that the operator looks at.
      if (!token) return (await socket.leave()) === undefined ? failed((t) => t.roundTrip.silent, (t) => t.roundTrip.silentRemedy) : ok((t) => t.socket.open(openMs));
      const answer = await socket.ask({ type: 'hello', token });
      if (answer?.ok) return ok((t) => t.socket.welcome(openMs));
      if (answer?.error) return failed(() => answer.error!.message, () => answer.error!.remedy ?? '');
      const { code, reason } = await socket.closed;
      return failed((t) => t.socket.closed(code, reason), (t) => t.socket.closedRemedy);
    } finally {
      socket.close();
    }
  }

  async roundTrip(): Promise<Finding> {
    const token = await this.#token();
    const times = await (token ? this.#timePings(token) : this.#timeGoodbyes());
    if (!times) return skipped((t) => t.roundTrip.noSocket);
    if (times.length === 0) return failed((t) => t.roundTrip.silent, (t) => t.roundTrip.silentRemedy);
    const [usual, worst] = [rounded(median(times)), rounded(Math.max(...times))];
    return usual > slowMs ? warn((t) => t.roundTrip.slow(usual, worst), (t) => t.roundTrip.slowRemedy) : ok((t) => t.roundTrip.good(usual, worst));
  }

  /** Keeps a socket on which this side says nothing. The server pings every 25 s, below what a page can see. */
  async idle(seconds: number): Promise<Finding> {
    const token = await this.#token();
    if (!token) return skipped((t) => t.idle.signedOut);
    const socket = this.#open();
    try {
      if (!(await socket.opened) || !(await socket.ask({ type: 'hello', token }))?.ok) return skipped((t) => t.roundTrip.noSocket);
      const began = performance.now();
      const cut = await socket.endsWithin(seconds * 1_000);
      const after = Math.round((performance.now() - began) / 1_000);
      if (cut) return failed((t) => t.idle.cut(after, cut.code), (t) => t.idle.cutRemedy);
      return (await socket.ask({ type: 'ping' }))?.ok ? ok((t) => t.idle.kept(seconds)) : failed((t) => t.idle.dead(after), (t) => t.idle.cutRemedy);
    } finally {
      socket.close();
    }
  }

  /** Null: there is no socket to ask on. */
  async #timePings(token: string): Promise<number[] | null> {
    const socket = this.#open();
    try {
      if (!(await socket.opened) || !(await socket.ask({ type: 'hello', token }))?.ok) return null;
      const times: number[] = [];
      for (let round = 0; round < rounds * 2; round++) {
        const began = performance.now();
        if (!(await socket.ask({ type: 'ping' }))) break;
        times.push(performance.now() - began);
      }
      return times;
    } finally {
      socket.close();
    }
  }

  /** Without a session the one thing that every server answers is a goodbye. */
  async #timeGoodbyes(): Promise<number[] | null> {
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const socket = this.#open();
      if (!(await socket.opened)) return times.length > 0 ? times : null;
      const time = await socket.leave();
      if (time === undefined) break;
      times.push(time);
    }
    return times;
  }

  async #token(): Promise<string | null> {
    return (await this.options.token()?.catch(() => null)) ?? null;
  }

  #open(): ProbeSocket {
    const url = `${this.options.server.replace(/^http/, 'ws')}/ws/v1`;
    return new ProbeSocket((this.options.openSocket ?? ((address) => new WebSocket(address)))(url));
  }
}
