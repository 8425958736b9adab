import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** Everything that is built or measured here goes below this folder; nothing in it is kept in the repository. */
export const artifacts = join(root, 'artifacts/bench');

/** Where the load generator, the reference server and the duel live. */
export const perf = resolve(root, process.env.PARLANCE_PERF ?? '../shared/perf');

export const wsload = join(artifacts, 'wsload');
export const refserver = join(artifacts, 'refserver');
export const duel = join(perf, 'duel.js');
export const recorder = join(root, 'bench/harness/recorder.mjs');
export const performancePage = join(root, 'docs/performance.md');
