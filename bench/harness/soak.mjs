import { residentKib } from './process.mjs';
import { servers, start } from './servers.mjs';
import { wsload } from './wsload.mjs';

/** Runs of the busy scenario, one after the other on one server, until so many deliveries were made; the server's memory after each. */
export async function runSoak({ deliveries }, say) {
  const server = await start('parlance');
  const samples = [];
  try {
    // The same people in the same rooms every time: new ones would be new data, which may take room.
    const flags = (await servers.parlance.prepare(server, { count: 1000, sets: 1, roomSize: 100, prefix: 'soak' }))(server);
    for (let done = 0; done < deliveries; ) {
      const run = await wsload('soak', ['fanout', '--rooms', '10', '--members', '100', '--senders', '10', '--warmup', '0.5', '--secs', '2', ...flags]);
      done += run.deliveries;
      samples.push({ deliveries: done, rssKib: residentKib(server.pid) });
      say(`soak: ${(done / 1e6).toFixed(1)} million deliveries, ${(samples.at(-1).rssKib / 1024).toFixed(0)} MiB`);
      if (run.deliveries === 0) throw new Error('soak: nothing was delivered');
    }
  } finally {
    await server.stop();
  }

  // The first fifth is warm-up: compiled code, pools and the database's page cache reach their size.
  const warm = samples.find((sample) => sample.deliveries >= deliveries / 5);
  const rest = samples.filter((sample) => sample.deliveries > warm.deliveries);
  const peak = Math.max(warm.rssKib, ...rest.map((sample) => sample.rssKib));
  return { samples, warmKib: warm.rssKib, peakKib: peak, endKib: samples.at(-1).rssKib };
}
