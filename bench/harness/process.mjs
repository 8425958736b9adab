import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

const children = new Set();

// Whatever ends this program ends what it started, each by its own process id.
process.on('exit', () => children.forEach((child) => child.kill('SIGKILL')));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));

/** Runs a command to its end and answers what it printed; a failure throws with the end of its output. */
export async function run(file, args, options = {}) {
  const { code, output } = await tryRun(file, args, options);
  if (code !== 0) throw new Error(`${file} ${args.join(' ')} failed (${code}):\n${output.slice(-4000)}`);
  return output;
}

export async function tryRun(file, args, options = {}) {
  const child = spawn(file, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  children.add(child);
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  const [code, signal] = await once(child, 'close');
  children.delete(child);
  return { code: code ?? signal, output };
}

/** Starts a server that logs to a file, and waits until its port answers. */
export async function startServer({ file, args, env, cwd, port, log, ready }) {
  const descriptor = openSync(log, 'w');
  const child = spawn(file, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', descriptor, descriptor] });
  closeSync(descriptor);
  children.add(child);

  const deadline = Date.now() + 30_000;
  while (!(await answers(port, ready))) {
    if (child.exitCode !== null || child.signalCode !== null || Date.now() > deadline) {
      child.kill('SIGKILL');
      throw new Error(`${file} did not come up on port ${port}:\n${readFileSync(log, 'utf8').slice(-4000)}`);
    }
    await delay(50);
  }

  return { pid: child.pid, port, stop: () => stop(child) };
}

async function stop(child) {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGTERM');
    const exited = once(child, 'exit');
    const timer = setTimeout(() => child.kill('SIGKILL'), 20_000);
    await exited;
    clearTimeout(timer);
  }
  children.delete(child);
}

async function answers(port, ready) {
  if (ready) return fetch(`http://127.0.0.1:${port}${ready}`).then((response) => response.ok, () => false);
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => (socket.destroy(), resolve(true)));
    socket.once('error', () => resolve(false));
  });
}

export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** CPU seconds that a process has used so far, all its threads together. */
export function cpuSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Resident KiB of a process. */
export function residentKib(pid) {
  return Number(/^Rss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))[1]);
}

/** Established connections to a local port, seen from the server's side. */
export function connections(port) {
  const local = new RegExp(`^ *\\d+: [0-9A-F]+:${port.toString(16).toUpperCase().padStart(4, '0')} [0-9A-F]+:[0-9A-F]{4} 01 `, 'gm');
  return ['/proc/net/tcp', '/proc/net/tcp6']
    .filter((table) => existsSync(table))
    .reduce((count, table) => count + (readFileSync(table, 'latin1').match(local)?.length ?? 0), 0);
}
