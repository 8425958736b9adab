#!/usr/bin/env node
// Stands where the duel expects the load generator: runs it unchanged and keeps each turn's line of JSON, so that the raw
// figures behind the ratios are not lost. WSLOAD is the real one, WSLOAD_RECORD the file to add to.
import { spawnSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';

const { stdout, stderr, status } = spawnSync(process.env.WSLOAD, process.argv.slice(2), { encoding: 'utf8' });
appendFileSync(process.env.WSLOAD_RECORD, `${stdout.trim().split('\n').at(-1)}\n`);
process.stdout.write(stdout);
process.stderr.write(stderr);
process.exitCode = status ?? 2;
