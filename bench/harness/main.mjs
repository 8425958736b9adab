import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildYardstick } from './build.mjs';
import { runGrowth } from './growth.mjs';
import { machine } from './machine.mjs';
import * as paths from './paths.mjs';
import { runReceipts } from './receipts.mjs';
import { duels, runCrowds, runDialects, runDuels } from './scenarios.mjs';
import { bench, servers } from './servers.mjs';
import { runSoak } from './soak.mjs';
import { render, writePage } from './page.mjs';
import { faults } from './wsload.mjs';

const everything = ['A', 'B', 'C', 'F', 'D', 'E', 'dialects', 'commits', 'codecs', 'queries', 'matching', 'receipts', 'growth', 'soak'];

const help = `bench/run [flags]   measures Parlance beside its peers; a full run also writes docs/performance.md
  --only LIST      some of ${everything.join(',')}
  --servers LIST   some of ${Object.keys(servers).join(',')} (refserver is in every duel)
  --turns N        turns of a duel                       default 5
  --deliveries N   length of the soak                    default 10000000
  --quick          one turn, small crowds: to see that everything works, not to measure
  --write          write the page after a partial run too
PARLANCE_PERF names the folder of wsload.cpp, refserver.cpp and duel.js (default ../shared/perf).`;

function settings() {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      servers: { type: 'string' },
      turns: { type: 'string' },
      deliveries: { type: 'string' },
      quick: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(help);
    process.exit(0);
  }

  const parts = list('--only', values.only, everything);
  const names = list('--servers', values.servers, Object.keys(servers));
  const { quick } = values;
  const turns = Number(values.turns ?? (quick ? 1 : 5));
  const deliveries = Number(values.deliveries ?? (quick ? 200_000 : 10_000_000));
  for (const [flag, value] of Object.entries({ turns, deliveries }))
    if (!(Number.isInteger(value) && value > 0)) throw new Error(`--${flag} needs a whole number above 0`);
  return {
    quick, turns, parts, names,
    whole: !quick && parts.length === everything.length && names.length === Object.keys(servers).length,
    write: values.write,
    idle: quick ? 1_000 : 10_000,
    storm: quick ? 500 : 5_000,
    storms: quick ? 1 : 3,
    deliveries,
  };
}

function list(flag, text, known) {
  const asked = text?.split(',') ?? known;
  const unknown = asked.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`${flag}: ${unknown.join(', ')} is not among ${known.join(', ')}`);
  return known.filter((name) => asked.includes(name));
}

const say = (text) => console.log(`[${new Date().toISOString().slice(11, 19)}] ${text}`);

async function measure(plan) {
  const { names } = plan;
  const withParlance = names.includes('parlance');
  const asked = (...parts) => plan.parts.filter((part) => parts.includes(part));

  await buildYardstick();
  for (const name of names) {
    say(`building ${name}`);
    await servers[name].build();
  }

  const results = { date: new Date().toISOString().slice(0, 10), turns: plan.turns, idle: plan.idle, storm: plan.storm, machine: machine(), servers: {} };
  for (const name of names) results.servers[name] = { title: servers[name].title };

  const fights = asked(...Object.keys(duels));
  for (const name of names.filter((name) => name !== 'refserver' && fights.length > 0))
    Object.assign(results.servers[name], await runDuels(name, { letters: fights, turns: plan.turns }, say));

  const crowds = asked('D', 'E');
  for (const name of names.filter(() => crowds.length > 0))
    Object.assign(results.servers[name], await runCrowds(name, { ...plan, letters: crowds }, servers[name], say));

  if (names.includes('parlance-rooms') && asked('dialects').length > 0) results.dialects = await runDialects(plan, say);

  if (asked('commits').length > 0) {
    say('commits');
    const output = await bench('commits', '--json', '--folder', paths.artifacts, ...(plan.quick ? ['--quick'] : []));
    results.commits = JSON.parse(output.trim().split('\n').at(-1));
  }

  if (asked('codecs').length > 0) {
    say('codecs');
    results.codecs = JSON.parse((await bench('codecs', '--json')).trim().split('\n').at(-1));
  }

  if (asked('queries').length > 0) {
    say('queries');
    const output = await bench('queries', '--json', '--folder', paths.artifacts, ...(plan.quick ? ['--quick'] : []));
    results.queries = JSON.parse(output.trim().split('\n').at(-1));
  }

  if (asked('matching').length > 0) {
    say('matching');
    results.matching = JSON.parse((await bench('matching', '--json', ...(plan.quick ? ['--quick'] : []))).trim().split('\n').at(-1));
  }

  if (withParlance && asked('receipts').length > 0) results.receipts = await runReceipts(plan, say);
  if (withParlance && asked('growth').length > 0) results.growth = await runGrowth({ many: plan.idle, turns: plan.turns }, say);
  if (withParlance && asked('soak').length > 0) results.soak = await runSoak(plan, say);
  return results;
}

try {
  const plan = settings();
  const results = await measure(plan);
  const file = join(paths.artifacts, 'results.json');
  writeFileSync(file, `${JSON.stringify({ ...results, faults }, null, 2)}\n`);
  console.log(`\n${render(results)}\nraw results: ${file}`);

  if (faults.length > 0) {
    console.error(`\n${faults.length} runs had faults; the page is left as it was.\n${faults.join('\n')}`);
    process.exitCode = 1;
  } else if (plan.whole || plan.write) {
    writePage(results);
    console.log(`wrote ${paths.performancePage}`);
  }
} catch (e) {
  console.error(`bench: ${e.message}`);
  process.exitCode = 2;
}
