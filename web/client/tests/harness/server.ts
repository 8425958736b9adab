import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventually } from './eventually.ts';

/** What the servers of the stories sign with. */
export const secret = 'stories-sign-their-tokens-with-this-long-secret';

const running = new Set<ChildProcess>();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** The built server: of the variable PARLANCE_SERVER_DLL, or the newest kind there is in this repository. */
function dll(): string {
  const built = (configuration: string) => fileURLToPath(new URL(`../../../../src/Parlance.Server/bin/${configuration}/net10.0/parlance.dll`, import.meta.url));
  const found = [process.env['PARLANCE_SERVER_DLL'], built('Release'), built('Debug')].find((path) => path !== undefined && existsSync(path));
  if (found === undefined) throw new Error('Build src/Parlance.Server first (dotnet build -c Release), or name a built one in PARLANCE_SERVER_DLL.');
  return found;
}

/** The real server, started as an operator would start it, with data of its own in a folder that goes with it. */
export class Server {
  #child: ChildProcess | undefined;
  #log = '';
  /** 0 until the first start chose one. */
  port = 0;

  private constructor(
    private readonly folder: string,
    private readonly settings: Record<string, string>,
  ) {}

  static async start(settings: Record<string, string> = {}): Promise<Server> {
    const server = new Server(await mkdtemp(join(tmpdir(), 'parlance-story-')), settings);
    await server.start();
    return server;
  }

  get address(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Starts the process, again on the same data and port after it ended, and waits until it is ready. */
  async start(): Promise<void> {
    const { PATH, HOME, DOTNET_ROOT, TMPDIR } = process.env;
    const child = spawn('dotnet', [dll(), 'serve'], {
      cwd: this.folder,
      env: {
        PATH,
        HOME,
        ...(DOTNET_ROOT === undefined ? {} : { DOTNET_ROOT }),
        ...(TMPDIR === undefined ? {} : { TMPDIR }),
        PORT: String(this.port),
        DATABASE_URL: `sqlite:///${join(this.folder, 'data', 'parlance.db')}`,
        SECRET_KEY: secret,
        RATE_LIMIT_SCALE: '1000',
        ...this.settings,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    running.add(child);
    child.once('exit', () => running.delete(child));
    this.#log += '--- start\n';
    const began = this.#log.length;
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (this.#log += text.toString()));

    await eventually(async () => {
      if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode} instead of starting:\n${this.#log}`);
      const address = /serves http:\/\/[^:\s]+:(\d+)/.exec(this.#log.slice(began));
      if (!address) return `no address yet:\n${this.#log}`;
      this.port = Number(address[1]);
      const ready = await fetch(`${this.address}/health/ready`).catch(() => null);
      return ready?.ok ? null : `not ready:\n${this.#log}`;
    }, 60_000);
  }

  /** SIGKILL: it gets no chance to finish anything. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** SIGTERM, as an orchestrator stops it; answers when it ended. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  /** What an operator does who keeps backups: a copy of the data of a server that is stopped. */
  async backUp(): Promise<void> {
    await cp(join(this.folder, 'data'), join(this.folder, 'backup'), { recursive: true });
  }

  /** Puts the copy back in the place of what happened since. */
  async setBack(): Promise<void> {
    await rm(join(this.folder, 'data'), { recursive: true });
    await cp(join(this.folder, 'backup'), join(this.folder, 'data'), { recursive: true });
  }

  async dispose(): Promise<void> {
    if (this.#child?.exitCode === null) await this.kill();
    await rm(this.folder, { recursive: true, force: true });
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child!;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }
}
