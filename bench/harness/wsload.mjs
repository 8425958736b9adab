import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as paths from './paths.mjs';
import { tryRun } from './process.mjs';

/** What went wrong in any run; a table is published only while this is empty. */
export const faults = [];

/** One run of the load generator: its line of JSON. Lost, doubled or disordered messages and failed connections are noted as faults. */
export async function wsload(label, flags) {
  const { code, output } = await tryRun(paths.wsload, [...flags, '--json', '--label', label]);
  const last = output.trim().split('\n').at(-1);
  if (!last.startsWith('{')) throw new Error(`wsload ${label} gave no result (${code}):\n${output}`);
  if (code !== 0) faults.push(`${label}:\n${output}`);
  return JSON.parse(last);
}

/**
 * Two running servers on the same work in short turns. Answers, for each figure, both medians, the median of the turns' ratios
 * (b to a) and their lowest and highest, as `duel.js` computes them, with the raw turns beside.
 */
export async function duel(label, turns, scenario, a, b) {
  const record = join(paths.artifacts, 'turns.jsonl');
  rmSync(record, { force: true });
  const env = { ...process.env, WSLOAD: paths.wsload, WSLOAD_RECORD: record };
  const args = [paths.duel, '--wsload', paths.recorder, '--turns', `${turns}`, ...scenario, '--', ...a, '--', ...b];
  const { code, output } = await tryRun(process.execPath, args, { env });
  if (code === 2) throw new Error(`duel ${label}:\n${output}`);
  if (code !== 0) faults.push(`${label}:\n${output}`);

  const figures = {};
  const line = /^(\w+)\s+A\s+([\d.e+-]+)\s+B\s+([\d.e+-]+)\s+B\/A ([\d.]+) \(([\d.]+)\.\.([\d.]+)\)/gm;
  for (const [, key, ofA, ofB, ratio, low, high] of output.matchAll(line))
    figures[key] = { a: Number(ofA), b: Number(ofB), ratio: Number(ratio), low: Number(low), high: Number(high) };

  const raw = existsSync(record) ? readFileSync(record, 'utf8').trim().split('\n').map((text) => JSON.parse(text)) : [];
  return { figures, raw, others: othersShare(raw) };
}

/** The turns' median of what other processes used, as a share of the measured server's CPU; above a tenth, measure again. */
function othersShare(raw) {
  const shares = raw.filter((turn) => turn.cpu_s > 0).map((turn) => Math.max(0, turn.other_cpu_s) / turn.cpu_s).sort((a, b) => a - b);
  return shares[shares.length >> 1] ?? 0;
}
