import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { installNodePeer, publish } from './build.mjs';
import * as native from './native.mjs';
import * as paths from './paths.mjs';
import { freePort, run, startServer } from './process.mjs';
import * as rooms from './rooms.mjs';

// One key for the whole run, so that tokens outlive a restart.
const secretKey = randomBytes(32).toString('hex');

const broadcaster = ['--path', '/ws/r{room}/u{user}', '--send', '{"type":"message","content":"{payload}"}', '--match', '"content":"'];

const parlance = {
  build: async () => {
    await publishServer();
    await buildBench();
  },
  command: (port) => ({
    file: join(paths.artifacts, 'parlance/parlance'),
    args: ['serve'],
    // The working folder is a fresh one, so the default database is too: SQLite on the disk of the checkout.
    env: { PORT: `${port}`, ENVIRONMENT: 'production', SECRET_KEY: secretKey, ALLOWED_HOSTS: '127.0.0.1', RATE_LIMIT_SCALE: '1000000' },
  }),
  ready: '/health/ready',
};

/**
 * Each server of the table: how it is built and started, and how the load generator speaks with it.
 * `flags` are for rooms made on the spot; `prepare`, where there is one, makes people on a running server and answers a function from
 * a server on the same data, that one or a later one, to the flags for those people.
 */
export const servers = {
  refserver: {
    title: 'refserver (C++, one thread)',
    build: () => {},
    command: (port) => ({ file: paths.refserver, args: [`${port}`] }),
    flags: broadcaster,
  },
  parlance: {
    title: '**Parlance** (stored, native dialect)',
    ...parlance,
    flags: native.guests,
    prepare: prepareMembers,
  },
  'parlance-rooms': {
    title: '**Parlance** (stored, chat-rooms dialect)',
    ...parlance,
    flags: rooms.guests,
  },
  'node-ws': {
    title: 'Node `ws`',
    build: () => installNodePeer(join(paths.root, 'bench/peers/node-ws')),
    command: (port) => ({ file: process.execPath, args: [join(paths.root, 'bench/peers/node-ws/server.mjs'), `${port}`] }),
    flags: broadcaster,
  },
  signalr: {
    title: 'ASP.NET Core SignalR, JSON',
    build: () => publish('bench/peers/signalr/Parlance.Bench.SignalR.csproj', 'signalr'),
    command: (port) => ({ file: join(paths.artifacts, 'signalr/signalr-peer'), args: [`${port}`] }),
    flags: [
      '--path', '/hub',
      '--hello', '{"protocol":"json","version":1}\\x1e', '--ignore-until', '{}\\x1e',
      '--hello', '{"type":1,"invocationId":"1","target":"Join","arguments":["r{room}"]}\\x1e', '--ignore-until', '"invocationId":"1"',
      '--send', '{"type":1,"target":"Send","arguments":["r{room}","{payload}"]}\\x1e', '--match', '"arguments":["',
    ],
  },
};

/** An empty folder below the artifacts, for one server's data. */
export function dataFolder() {
  mkdirSync(paths.artifacts, { recursive: true });
  const path = mkdtempSync(join(paths.artifacts, 'data-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Starts one server; `stop` ends it. Without a folder it gets one of its own, which goes when it stops. */
export async function start(name, folder) {
  const server = servers[name];
  const own = folder ? undefined : dataFolder();
  const { path } = folder ?? own;
  mkdirSync(join(paths.artifacts, 'logs'), { recursive: true });
  try {
    const port = await freePort();
    const started = await startServer({ ...server.command(port), cwd: path, port, ready: server.ready, log: join(paths.artifacts, 'logs', `${name}.log`) });
    const target = ['--target', `127.0.0.1:${port}`];
    const address = [...target, '--pid', `${started.pid}`];
    return {
      ...started, folder: path, address,
      flags: [...server.flags, ...address],
      unwatched: [...server.flags, ...target], // for runs that do not weigh the server
      stop: () => started.stop().finally(() => own?.remove()),
    };
  } catch (e) {
    own?.remove();
    throw e;
  }
}

let serverPublished;
let benchBuilt;

const publishServer = () => (serverPublished ??= publish('src/Parlance.Server', 'parlance'));

/** The published `Parlance.Bench`, built once a run. */
export const buildBench = () => (benchBuilt ??= publish('bench/Parlance.Bench', 'tool'));

export async function bench(...args) {
  await buildBench();
  return run(join(paths.artifacts, 'tool/Parlance.Bench'), args);
}

/** Makes `count` guests, each a member of `sets` rooms of `roomSize`. */
async function prepareMembers(server, { count, sets, roomSize, prefix }) {
  const tokens = join(server.folder, `${prefix}.tokens`);
  await bench('prepare', '--server', `http://127.0.0.1:${server.port}`, '--guests', `${count}`, '--sets', `${sets}`,
    '--room-size', `${roomSize}`, '--prefix', prefix, '--output', tokens);
  return (later) => [...native.writers(tokens, prefix), ...later.address];
}
