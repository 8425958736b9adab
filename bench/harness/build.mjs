import { existsSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as paths from './paths.mjs';
import { run } from './process.mjs';

const compiler = ['-O2', '-std=c++17', '-Wall', '-Wextra'];

/** Builds the load generator and the reference server unless they are newer than their source. */
export async function buildYardstick() {
  const needed = ['wsload.cpp', 'refserver.cpp', 'duel.js'];
  const missing = needed.filter((file) => !existsSync(join(paths.perf, file)));
  if (missing.length > 0)
    throw new Error(`${missing.join(', ')} not found in ${paths.perf}; set PARLANCE_PERF to the folder that holds ${needed.join(', ')}`);

  mkdirSync(paths.artifacts, { recursive: true });
  for (const output of [paths.wsload, paths.refserver]) {
    const source = join(paths.perf, `${output.slice(paths.artifacts.length + 1)}.cpp`);
    if (!existsSync(output) || statSync(output).mtimeMs < statSync(source).mtimeMs)
      await run('g++', [...compiler, '-o', output, source]);
  }
}

/** Publishes a project in Release to `artifacts/bench/NAME` and answers that folder. */
export async function publish(project, name) {
  const folder = join(paths.artifacts, name);
  await run('dotnet', ['publish', join(paths.root, project), '-c', 'Release', '-o', folder, '--nologo', '-v', 'quiet']);
  return folder;
}

export async function installNodePeer(folder) {
  await run('npm', ['ci', '--omit=dev', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder });
}
