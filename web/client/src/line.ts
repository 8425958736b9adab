import { adviceForRefusal, endingOf, type Ending } from './advice.ts';
import type { Authentication } from './authentication.ts';
import { CommandQueue } from './commands.ts';
import { Connection, type Frame } from './connection.ts';
import { ParlanceError } from './error.ts';
import type { ClientOptions, defaults, Status } from './options.ts';
import type { HelloReply, Tokens } from './protocol.ts';
import { Reconnect } from './reconnect.ts';
import { Wake } from './wake.ts';

/** This side's end of a line: what is told of it. */
export interface LineEnd {
  /** The cursor of the next hello. */
  readonly forHello: number | undefined;
  /** A connection stands; whatever it says comes after this. */
  welcome(hello: HelloReply): void;
  disconnected(): void;
  /** What the server said without being asked. */
  hear(frame: Frame): void;
  /** While it is `online`, commands go out at once. */
  follow(status: Status): void;
}

/** The line to the server: one connection after another until it is closed or there is no sense in trying, and the commands given over them. */
export class Line {
  readonly #commands = new CommandQueue(10_000);
  readonly #reconnect: Reconnect;
  readonly #wake = new Wake(() => this.#connection?.probe());
  #connection: Connection | undefined;
  #maxFrameBytes = 64 * 1024;
  #onlineSince = Infinity;
  /** Undefined: not yet. */
  #isRunning: boolean | undefined;
  readonly #options: ClientOptions & typeof defaults;
  readonly #authentication: Authentication;
  readonly #here: LineEnd;

  constructor(options: ClientOptions & typeof defaults, authentication: Authentication, here: LineEnd) {
    this.#options = options;
    this.#authentication = authentication;
    this.#here = here;
    this.#reconnect = new Reconnect(authentication, options);
  }

  /** False when it began before; it does not begin again. */
  begin(): boolean {
    if (this.#isRunning !== undefined) return false;
    this.#isRunning = true;
    this.#wake.listen();
    void this.#run();
    return true;
  }

  close(refusal: ParlanceError): void {
    if (this.#isRunning) this.#end({ state: 'closed' }, refusal);
  }

  connectNow(): void {
    this.#wake.now();
  }

  /** Gives a command over the connection that stands or the next one. One that is not `repeatable` is given over one only. */
  run<Reply>(type: string, fields: object, repeatable = false, timeoutMs = this.#options.commandTimeoutMs): Promise<Reply> {
    return this.#commands.run<Reply>(type, fields, { repeatable, timeoutMs, maxBytes: this.#maxFrameBytes });
  }

  /** Says something that is not worth repeating and gets no answer. */
  say(frame: object): void {
    this.#connection?.write(JSON.stringify(frame), false);
  }

  async #run(): Promise<void> {
    while (this.#isRunning) {
      this.#onlineSince = Infinity;
      const ending = await this.#connectOnce();
      if (!this.#isRunning) return;

      const wait = this.#reconnect.waitAfter(ending, Date.now() - this.#onlineSince);
      if (wait === null) return this.#end({ state: 'ended', refusal: ending.refusal }, ending.refusal);
      this.#here.follow({ state: 'waiting', retryAt: Date.now() + wait, reason: ending.refusal.message });
      await this.#wake.sleep(wait);
    }
  }

  async #connectOnce(): Promise<Ending> {
    this.#here.follow({ state: 'connecting' });
    try {
      const who = await this.#authentication.hello();
      if (!this.#isRunning) return endingOf({ code: 1000, reason: 'closed' });
      const address = `${this.#options.server.replace(/^http/, 'ws')}/ws/v1`;
      const connection = new Connection(address, this.#options.openSocket ?? ((url) => new WebSocket(url)), this.#options, (frame) => this.#hear(frame));
      this.#connection = connection;
      const hello = { ...who, device: this.#options.device, cursor: this.#here.forHello };
      await connection.hello<HelloReply>(hello, (reply) => this.#welcome(reply, connection));
      return endingOf(await connection.ended);
    } catch (error) {
      if (error instanceof ParlanceError) return { advice: adviceForRefusal(error), refusal: error };
      // An address that is none, a socket that this page may not open: trying again changes nothing, and whoever waits must hear of it.
      return { advice: { kind: 'stop' }, refusal: new ParlanceError({ code: 'failed', message: String(error) }) };
    } finally {
      this.#disconnect();
    }
  }

  #welcome(hello: HelloReply, connection: Connection): void {
    this.#onlineSince = Date.now();
    this.#authentication.take(hello);
    this.#maxFrameBytes = hello.max_frame_bytes;
    this.#here.welcome(hello);
    if (!this.#isRunning) return; // closed by one of those who were just told
    this.#commands.connect((text) => connection.write(text));
    this.#here.follow({ state: 'online' });
  }

  #hear(frame: Frame): void {
    // Messages have an id, too, but no answer has a type.
    if (frame.type === undefined && typeof frame.id === 'number') this.#commands.answered(frame.id, frame);
    else if (frame.type === 'token_expiring') void this.#refresh();
    else this.#here.hear(frame);
  }

  /** Renews the token of the connection that stands. */
  async #refresh(): Promise<void> {
    try {
      await this.#authentication.refresh();
      this.#authentication.take(await this.run<Partial<Tokens>>('refresh', { token: await this.#authentication.token() }));
    } catch (error) {
      if (!(error instanceof ParlanceError)) throw error;
      // The server closes the connection when the token ends, and the next one tries again or tells why not.
    }
  }

  #disconnect(): void {
    this.#connection?.close();
    this.#connection = undefined;
    this.#here.disconnected();
    this.#commands.disconnect();
  }

  #end(status: Status, refusal: ParlanceError): void {
    this.#isRunning = false;
    this.#disconnect();
    this.#wake.stop();
    this.#commands.close(refusal);
    this.#here.follow(status);
  }
}
