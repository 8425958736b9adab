import { execFileSync } from 'node:child_process';
import { cpus, release, totalmem } from 'node:os';

/** What the figures were measured on, without naming the machine. */
export function machine() {
  return {
    cores: cpus().length,
    processor: cpus()[0].model.trim(),
    memoryGib: Math.round(totalmem() / 2 ** 30),
    kernel: `Linux ${release().split('-')[0]}`,
    dotnet: execFileSync('dotnet', ['--version'], { encoding: 'utf8' }).trim(),
    node: process.version,
  };
}
