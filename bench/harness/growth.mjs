import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import * as paths from './paths.mjs';
import { connections, cpuSeconds } from './process.mjs';
import { servers, start } from './servers.mjs';
import { duel, wsload } from './wsload.mjs';

const comers = 1000;

/**
 * Whether Parlance's prices grow with the crowd: CPU per delivery in one room of many against one of a hundred, and CPU per person who
 * connects, joins and goes while a hundred or while many others are connected.
 */
export async function runGrowth({ many, turns }, say) {
  return { rooms: await sizeOfARoom(many, turns, say), comings: await comingsAndGoings(many, turns, say) };
}

async function sizeOfARoom(many, turns, say) {
  const server = await start('parlance');
  try {
    // Everybody is a member before anybody connects: what a room of ten thousand tells its members while it fills is another price.
    const { prepare } = servers.parlance;
    const small = await prepare(server, { count: 100, sets: 1, roomSize: 100, prefix: 'small' });
    const large = await prepare(server, { count: many, sets: 1, roomSize: many, prefix: 'large' });
    const work = ['fanout', '--rooms', '1', '--warmup', '1', '--secs', '2', '--settle', '0.5'];
    const one = [...small(server), '--members', '100'];
    const other = [...large(server), '--members', `${many}`];

    say(`growth: one room of 100 against one of ${many}, ${turns} turns`);
    await wsload('warm-up growth small', [...work, ...one]);
    await wsload('warm-up growth large', [...work, ...other]);
    return await duel('growth', turns, work, one, other);
  } finally {
    await server.stop();
  }
}

async function comingsAndGoings(many, turns, say) {
  const server = await start('parlance');
  try {
    await costOfComers(server); // warm-up
    const results = [];
    for (let turn = 1; turn <= turns; turn++) {
      say(`growth: ${comers} come and go among 100 and among ${many}, ${turn} of ${turns}`);
      const order = turn % 2 === 1 ? [100, many] : [many, 100];
      const costs = new Map();
      for (const crowd of order) costs.set(crowd, await costAmong(crowd, server));
      results.push({ few: costs.get(100), many: costs.get(many) });
    }

    return results;
  } finally {
    await server.stop();
  }
}

/** CPU µs of each of the comers while `crowd` others, in rooms of ten, stay connected. */
async function costAmong(crowd, server) {
  const holder = spawn(paths.wsload, ['idle', '-n', `${crowd}`, '--members', '10', '--hold', '50', '--quiet', ...server.unwatched], { stdio: 'ignore' });
  const exited = once(holder, 'exit');
  try {
    await until(`${crowd} are connected`, () => connections(server.port) >= crowd);
    await quiet(server.pid);
    return await costOfComers(server);
  } finally {
    holder.kill('SIGTERM');
    await exited;
    await until('the crowd is gone', () => connections(server.port) === 0);
    await quiet(server.pid);
  }
}

/** They connect, sign in, join a room of ten made on the spot and are cut off, twice over. */
async function costOfComers(server) {
  const before = cpuSeconds(server.pid);
  await wsload('growth comers', ['connectstorm', '-n', `${comers}`, '--members', '10', '--settle', '0.2', ...server.unwatched]);
  await quiet(server.pid);
  return ((cpuSeconds(server.pid) - before) * 1e6) / (2 * comers);
}

/** Until the server uses less than a tenth of a core: whatever went on before is done with. */
function quiet(pid) {
  let last = -Infinity;
  return until('the server is quiet', () => {
    const now = cpuSeconds(pid);
    const used = now - last;
    last = now;
    return used < 0.02;
  });
}

async function until(what, condition) {
  for (let tries = 0; !condition(); tries++) {
    if (tries > 200) throw new Error(`growth: waited in vain until ${what}`);
    await delay(200);
  }
}
