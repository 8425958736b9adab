import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';
import { expect, it } from 'vitest';

const limitKiB = 12;
const root = fileURLToPath(new URL('..', import.meta.url));

/** What a page loads that uses the whole client: minified, gzipped. */
async function kiB(): Promise<number> {
  const built = (await build({
    root,
    configFile: false,
    logLevel: 'warn',
    build: { write: false, target: 'es2022', minify: 'oxc', lib: { entry: 'src/index.ts', formats: ['es'] }, rolldownOptions: { output: { minify: true } } },
  })) as Rolldown.RolldownOutput[];
  const code = built.flatMap(({ output }) => output).map((part) => (part.type === 'chunk' ? part.code : ''));
  return gzipSync(code.join(''), { level: 9 }).length / 1_024;
}

it(`the client takes less than ${limitKiB} KiB of a page`, async () => {
  const size = await kiB();
  console.log(`The client takes ${size.toFixed(2)} KiB.`);
  expect(size).toBeGreaterThan(1);
  expect(size).toBeLessThan(limitKiB);
});
