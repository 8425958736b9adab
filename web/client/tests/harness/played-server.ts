import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { WebSocketServer, WebSocket } from 'ws';
import { memoryCredentials, ParlanceClient, type ClientOptions, type HelloReply } from '../../src/index.ts';
import { eventually } from './eventually.ts';

export type Command = Record<string, unknown> & { id: number | string; type: string };

const hello: HelloReply = {
  user: { id: 12, key: 'k', username: 'ana', name: 'Ana', avatar_url: null, bio: null, role: 'member', guest: false, created_at: 0 },
  position: 100,
  resume: 'none',
  expires_at: Date.now() + 3_600_000,
  max_frame_bytes: 69_632,
};

/** A server that says what the story wants it to say. */
export class PlayedServer {
  readonly #lines: Line[] = [];
  #taken = 0;

  private constructor(private readonly server: WebSocketServer) {
    server.on('connection', (socket: WebSocket, request: IncomingMessage) => this.#lines.push(new Line(socket, request)));
  }

  static async start(): Promise<PlayedServer> {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    await once(server, 'listening');
    onTestFinished(() => {
      for (const client of server.clients) client.terminate();
      server.close();
    });
    return new PlayedServer(server);
  }

  get connections(): number {
    return this.#lines.length;
  }

  /** A client of this server, not connected yet. */
  client(options: Partial<ClientOptions> = {}): ParlanceClient {
    const client = new ParlanceClient({
      server: `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`,
      credentials: memoryCredentials({ accessToken: 'a1' }),
      openSocket: (url) => new WebSocket(url),
      firstBackoffMs: 20,
      maxBackoffMs: 100,
      ...options,
    });
    onTestFinished(() => client.close());
    return client;
  }

  /** The next connection, whose hello is not answered yet. */
  async accepts(): Promise<Line> {
    await eventually(() => (this.#lines.length > this.#taken ? null : 'nobody connected'));
    const line = this.#lines[this.#taken++]!;
    line.greeting = await line.reads('hello');
    return line;
  }

  /** The next connection, welcomed. */
  async welcomes(answer: Partial<HelloReply> = {}): Promise<Line> {
    const line = await this.accepts();
    line.answers(line.greeting, { ...hello, ...answer });
    return line;
  }
}

export class Line {
  readonly #heard: Command[] = [];
  #read = 0;
  greeting!: Command;

  constructor(
    private readonly socket: WebSocket,
    private readonly request: IncomingMessage,
  ) {
    socket.on('message', (data: Buffer) => this.#heard.push(JSON.parse(data.toString()) as Command));
  }

  get isGone(): boolean {
    return this.socket.readyState !== WebSocket.OPEN;
  }

  heard(type: string): Command[] {
    return this.#heard.filter((command) => command.type === type);
  }

  /** The next command of this type; those before it are passed over. */
  async reads(type: string): Promise<Command> {
    let found: Command | undefined;
    await eventually(() => {
      while (!found && this.#read < this.#heard.length) {
        const next = this.#heard[this.#read++]!;
        if (next.type === type) found = next;
      }
      return found ? null : `no ${type} among ${JSON.stringify(this.#heard)}`;
    });
    return found!;
  }

  answers({ id }: Command, ok: object): void {
    this.says({ id, ok });
  }

  refuses({ id }: Command, error: { code: string; message?: string; retry_after_ms?: number }): void {
    this.says({ id, error: { message: error.code, ...error } });
  }

  says(frame: object | string): void {
    this.socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }

  /** Everything said meanwhile leaves in one packet. */
  inOnePacket(say: () => void): void {
    this.request.socket.cork();
    say();
    this.request.socket.uncork();
  }

  closes(code: number, reason = ''): void {
    this.socket.close(code, reason);
  }

  breaks(): void {
    this.socket.terminate();
  }
}

export function messageAt(position: number, more: object = {}): object {
  return { type: 'message', conversation: 5, seq: position - 100, position, id: position, sender: 13, name: 'Ben', content: `m${position}`, sent_at: 0, ...more };
}
