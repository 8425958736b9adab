import { dataFolder, start } from './servers.mjs';
import { duel, wsload } from './wsload.mjs';

/** The work of each duel; `target` is the most that Parlance may cost, as a ratio to the reference server. */
export const duels = {
  A: {
    title: 'one message a room under way',
    target: { cpu: 1.4, p99: 1.6 },
    flags: ['fanout', '--rooms', '10', '--members', '100', '--warmup', '0.6', '--secs', '1.5', '--settle', '0.2'],
  },
  B: {
    title: 'ten senders a room',
    target: { cpu: 1.8 },
    flags: ['fanout', '--rooms', '10', '--members', '100', '--senders', '10', '--warmup', '0.6', '--secs', '1.5', '--settle', '0.2'],
  },
  C: {
    title: 'paced, far below saturation',
    target: { cpu: 2.4, p99: 1.6 },
    flags: ['fanout', '--rooms', '20', '--members', '50', '--senders', '10', '--rate', '1', '--warmup', '1', '--secs', '4', '--settle', '0.2'],
  },
  F: {
    title: 'own echo',
    target: { cpu: 3.0 },
    flags: ['pingpong', '-n', '100', '--warmup', '0.6', '--secs', '1.5', '--settle', '0.2'],
  },
};

export const targets = { idleKib: 16, handshakeMicroseconds: 200, lastInSeconds: 0.6 };

/** What another dialect of Parlance may cost, as a ratio to the native one: one message under way in a room, and ten. */
export const dialectDuels = { letters: ['A', 'B'], target: 1.1 };

/** The chat-rooms dialect against the native one, each on a server process of its own. */
export async function runDialects({ turns }, say) {
  return runDuels('parlance-rooms', { letters: dialectDuels.letters, turns, against: 'parlance' }, say);
}

/** One server against another, the reference server unless told, in those duels that were asked for. Both are warmed by one run of the same work before. */
export async function runDuels(name, { letters, turns, against = 'refserver' }, say) {
  const results = {};
  const reference = await start(against);
  try {
    const server = await start(name);
    try {
      for (const letter of letters) {
        const { flags } = duels[letter];
        say(`${letter}: ${name} against ${against}, ${turns} turns`);
        await wsload(`warm-up ${letter} ${against}`, [...flags, ...reference.flags]);
        await wsload(`warm-up ${letter} ${name}`, [...flags, ...server.flags]);
        results[letter] = await duel(`${letter} ${name} against ${against}`, turns, flags, reference.flags, server.flags);
      }
    } finally {
      await server.stop();
    }
  } finally {
    await reference.stop();
  }

  return results;
}

/**
 * D and E: many connections held, and many that drop and come back at once. Where the server knows people, each is authenticated and
 * follows three conversations.
 */
export async function runCrowds(name, plan, { prepare }, say) {
  const folder = dataFolder();
  try {
    const flagsOf = prepare ? await prepared(name, folder, prepare, Math.max(plan.idle, plan.storm), say) : (server) => server.flags;
    const server = await start(name, folder);
    try {
      return await measureCrowds(name, flagsOf(server), plan, say);
    } finally {
      await server.stop();
    }
  } finally {
    folder.remove();
  }
}

/** People are made by one process and measured in the next: memory that preparing them took would hide what connections take. */
async function prepared(name, folder, prepare, count, say) {
  say(`preparing ${count} people on ${name}`);
  const server = await start(name, folder);
  try {
    return await prepare(server, { count, sets: 3, roomSize: 10, prefix: 'crowd' });
  } finally {
    await server.stop();
  }
}

async function measureCrowds(name, flags, { letters, idle, storm, storms }, say) {
  const results = {};
  // What is compiled and loaded by the first few connections is not the price of the ten-thousandth.
  await wsload(`warm-up D ${name}`, ['idle', '-n', '256', '--members', '10', '--hold', '1', ...flags]);

  if (letters.includes('D')) {
    say(`D: ${idle} connections to ${name}`);
    results.D = await wsload(`D ${name}`, ['idle', '-n', `${idle}`, '--members', '10', '--hold', '4', ...flags]);
  }

  if (letters.includes('E')) {
    results.E = [];
    for (let i = 1; i <= storms; i++) {
      say(`E: ${storm} connections to ${name} drop and return, ${i} of ${storms}`);
      results.E.push(await wsload(`E ${name}`, ['connectstorm', '-n', `${storm}`, '--members', '10', ...flags]));
    }
  }

  return results;
}
