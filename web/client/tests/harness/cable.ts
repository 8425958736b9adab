import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { once } from 'node:events';

type State = 'whole' | 'cut' | 'frozen' | 'refusing';

/** How slow a network is, each way. */
export interface Slowness {
  latencyMs: number;
  bytesPerSecond: number;
}

interface Line {
  near: Socket;
  far: Socket | undefined;
  isFrozen: boolean;
}

/** The network between one person and the server: forwards bytes, and can be broken in the ways networks break. */
export class Cable {
  #listener: Server;
  #port = 0;
  #state: State = 'whole';
  #lines = new Set<Line>();
  #delayMs = 0;
  #slowness: Slowness | undefined;
  readonly #cutAfter: number[] = [];

  private constructor(private readonly target: number) {
    this.#listener = this.#listen();
  }

  static async to(port: number): Promise<Cable> {
    const cable = new Cable(port);
    await once(cable.#listener.listen(0, '127.0.0.1'), 'listening');
    cable.#port = (cable.#listener.address() as AddressInfo).port;
    return cable;
  }

  /** Connect here instead of to the server. */
  get address(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** How many connections stand or are being made. */
  get lines(): number {
    return this.#lines.size;
  }

  /** Resets every connection (RST) and all new ones, until `mend`. */
  cut(): void {
    this.#state = 'cut';
    for (const line of this.#lines) reset(line);
  }

  /** Half-open: every byte is swallowed from now on and nothing is closed; new connections are taken and get no answer. */
  freeze(): void {
    this.#state = 'frozen';
    for (const line of this.#lines) line.isFrozen = true;
  }

  /** Nobody listens any more, and what stood is reset. */
  async refuse(): Promise<void> {
    this.cut();
    this.#state = 'refusing';
    await new Promise((resolve) => this.#listener.close(resolve));
  }

  /** New connections work again; those broken before stay broken, as they do in life. */
  async mend(): Promise<void> {
    if (this.#state === 'refusing') {
      this.#listener = this.#listen();
      await once(this.#listener.listen(this.#port, '127.0.0.1'), 'listening');
    }
    this.#state = 'whole';
  }

  /** Resets the connections of the moment; new ones work. */
  blip(): void {
    this.cut();
    this.#state = 'whole';
  }

  /** Everything from the server comes so much later. */
  delay(ms: number): void {
    this.#delayMs = ms;
  }

  /** From now on everything takes its time, each way for itself. */
  slow(slowness: Slowness): void {
    this.#slowness = slowness;
  }

  /** The next connections are reset, each once so many bytes came from the server. */
  cutAfter(...bytes: number[]): void {
    this.#cutAfter.push(...bytes);
  }

  async dispose(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#listener.close(resolve));
  }

  #listen(): Server {
    // Half-open is allowed: each side's end is passed on by itself.
    return createServer({ allowHalfOpen: true, noDelay: true }, (near) => this.#carry(near));
  }

  #carry(near: Socket): void {
    const line: Line = { near, far: undefined, isFrozen: this.#state === 'frozen' };
    this.#lines.add(line);
    near.on('error', () => reset(line));
    near.on('close', () => this.#lines.delete(line));
    if (this.#state === 'cut') return reset(line);
    if (line.isFrozen) return void near.resume();

    const far = (line.far = connect({ port: this.target, host: '127.0.0.1', allowHalfOpen: true, noDelay: true }));
    let left = this.#cutAfter.shift() ?? Infinity;
    far.on('error', () => !line.isFrozen && reset(line));
    const [up, down] = [this.#pace(), this.#pace()];
    near.on('data', (bytes) => up(bytes.length, () => !line.isFrozen && far.write(bytes)));
    near.on('end', () => up(0, () => !line.isFrozen && far.end()));
    far.on('end', () => down(0, () => !line.isFrozen && near.end()));
    far.on('data', (bytes) => {
      const pass = () => {
        if (line.isFrozen) return;
        left -= bytes.length;
        if (left >= 0) return void near.write(bytes);
        near.write(bytes.subarray(0, bytes.length + left), () => reset(line));
      };
      if (this.#delayMs > 0) setTimeout(pass, this.#delayMs);
      else down(bytes.length, pass);
    });
  }

  /** One way of a line: runs what it is given in order, at once or as late as a slow network would. */
  #pace(): (bytes: number, pass: () => void) => void {
    let isFreeAt = 0;
    let last: Promise<void> | undefined;
    return (bytes, pass) => {
      if (!this.#slowness) return pass();
      const { latencyMs, bytesPerSecond } = this.#slowness;
      isFreeAt = Math.max(isFreeAt, Date.now()) + (bytes / bytesPerSecond) * 1_000;
      const due = isFreeAt + latencyMs;
      last = (last ?? Promise.resolve()).then(() => new Promise((resolve) => setTimeout(resolve, due - Date.now()))).then(pass);
    };
  }
}

function reset({ near, far }: Line): void {
  near.resetAndDestroy();
  far?.resetAndDestroy();
}
