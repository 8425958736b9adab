import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { installNodePeer } from './build.mjs';
import { reading } from './native.mjs';
import * as paths from './paths.mjs';
import { cpuSeconds } from './process.mjs';
import { start } from './servers.mjs';

const members = 100;

/**
 * What it costs to tell a room of a hundred that somebody has read, beside telling it a message: one under way at a time, both stored, both to everybody. The
 * client is one Node process, the same for both, so only the server's CPU is compared.
 */
export async function runReceipts({ turns, quick }, say) {
  const peer = join(paths.root, 'bench/peers/node-ws');
  await installNodePeer(peer);
  const { WebSocket } = createRequire(join(peer, 'package.json'))('ws');
  const rounds = quick ? 50 : 1000;
  const server = await start('parlance');
  try {
    const room = await gather(WebSocket, server);
    const results = [];
    for (let turn = 0; turn <= turns; turn++) {
      if (turn > 0) say(`receipts: ${rounds} messages and ${rounds} receipts to ${members}, ${turn} of ${turns}`);
      const message = await room.measure(rounds, reading.posted, () => room.post());
      const receipt = await room.measure(rounds, reading.moved, () => room.read());
      if (turn > 0) results.push({ message, receipt }); // the first warms up
    }

    room.leave();
    return results;
  } finally {
    await server.stop();
  }
}

async function gather(WebSocket, server) {
  const name = `receipts-${Date.now()}`;
  const sockets = [];
  let awaited = '';
  let heard = 0;
  let arrived = () => {};
  for (let user = 0; user < members; user++) {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}${reading.path}`);
    await once(socket, 'open');
    const joined = until(socket, reading.joined);
    socket.send(reading.hello(`${user}`));
    socket.send(reading.join(name));
    await joined;
    socket.removeAllListeners('message');
    socket.on('message', (data) => {
      if (data.toString('latin1').startsWith(awaited) && ++heard === members) arrived();
    });
    sockets.push(socket);
  }

  let posted = 0;
  const upto = new Array(members).fill(0);
  let reader = 0;
  return {
    post: () => {
      posted++;
      sockets[0].send(reading.send(name));
    },
    /** The next member reads one message more; the writer's own watermark is left alone. */
    read: () => {
      reader = (reader % (members - 1)) + 1;
      if (upto[reader] === posted) throw new Error('receipts: there is nothing left to read');
      sockets[reader].send(reading.read(name, ++upto[reader]));
    },
    /** CPU µs of the server for each delivery, and deliveries a second. */
    measure: async (rounds, what, act) => {
      awaited = what;
      const [cpu, began] = [cpuSeconds(server.pid), performance.now()];
      for (let i = 0; i < rounds; i++) {
        heard = 0;
        const everybody = new Promise((resolve) => (arrived = resolve));
        act();
        await everybody;
      }

      const deliveries = rounds * members;
      return { cpuMicroseconds: ((cpuSeconds(server.pid) - cpu) * 1e6) / deliveries, perSecond: (deliveries * 1000) / (performance.now() - began) };
    },
    leave: () => sockets.forEach((socket) => socket.terminate()),
  };
}

function until(socket, text) {
  return new Promise((resolve, reject) => {
    socket.once('close', (code) => reject(new Error(`receipts: closed with ${code} before ${text}`)));
    socket.on('message', (data) => data.toString().includes(text) && resolve());
  });
}
