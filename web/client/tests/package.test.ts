import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from './harness/eventually.ts';
import { Server } from './harness/server.ts';

const here = fileURLToPath(new URL('..', import.meta.url));
const modules = fileURLToPath(new URL('../../node_modules', import.meta.url));
const tsc = join(modules, 'typescript', 'bin', 'tsc');
const run = promisify(execFile);

/** Fails with what the compiler said. */
async function compile(cwd: string, ...args: string[]): Promise<void> {
  await run(process.execPath, [tsc, ...args], { cwd }).catch((error: { stdout: string }) => {
    throw new Error(error.stdout);
  });
}

describe('the package, as somebody else installs it', () => {
  let folder: string;
  let example: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'parlance-consumer-'));
    const installed = join(folder, 'node_modules', '@parlance', 'client');
    await mkdir(installed, { recursive: true });
    await compile(here, '-p', 'tsconfig.build.json', '--outDir', join(installed, 'dist'));
    await cp(join(here, 'package.json'), join(installed, 'package.json'));
    await symlink(join(modules, 'ws'), join(folder, 'node_modules', 'ws'));

    example = /```ts\n([\s\S]*?)```/.exec(await readFile(join(here, 'README.md'), 'utf8'))![1]!;
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
    await writeFile(join(folder, 'example.ts'), example);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each([
    ['Node', 'nodenext'],
    ['bundlers', 'bundler'],
  ])('has types that %s finds and that are right', async (_, resolution) => {
    const module = resolution === 'nodenext' ? 'nodenext' : 'esnext';
    const options = ['--strict', '--noEmit', '--skipLibCheck', 'false', '--target', 'es2022', '--lib', 'es2023,dom'];
    await compile(folder, ...options, '--module', module, '--moduleResolution', resolution, 'example.ts');
  });

  it('has a reference in which nothing is missing', async () => {
    // Warnings are errors there: typedoc.json.
    await run(process.execPath, [join(modules, 'typedoc', 'bin', 'typedoc'), '--out', join(folder, 'docs')], { cwd: here }).catch((error: { stderr: string }) => {
      throw new Error(error.stderr);
    });
    expect(await readFile(join(folder, 'docs', 'index.html'), 'utf8')).toContain('@parlance/client');
  });

  it('goes into a bundle', async () => {
    await writeFile(join(folder, 'page.js'), example);
    await expect(build({ root: folder, configFile: false, logLevel: 'warn', build: { write: false, target: 'es2022', rolldownOptions: { input: 'page.js' } } })).resolves.toBeDefined();
  });

  it('does what its first example shows', async () => {
    const server = await Server.start();
    // Node before 22 has no WebSocket, and the example is about those that have one.
    await writeFile(join(folder, 'socket.js'), "import { WebSocket } from 'ws';\nglobalThis.WebSocket ??= WebSocket;\n");
    await writeFile(join(folder, 'example.js'), example.replace('http://localhost:8000', server.address));
    const program = spawn(process.execPath, ['--import', './socket.js', 'example.js'], { cwd: folder });
    let said = '';
    for (const stream of [program.stdout, program.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()));
    try {
      await eventually(() => (said.includes('\n') ? null : 'nothing said'));
      expect(said).toBe('ana: hello, room\n');
    } finally {
      const ended = once(program, 'exit');
      program.kill();
      await ended;
      await server.dispose();
    }
  });
});
