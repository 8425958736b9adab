import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const repository = fileURLToPath(new URL('../../../', import.meta.url));
const sources = (folder: string, ending: string) =>
  readdirSync(join(repository, folder), { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith(ending) && !/(^|\/)(bin|obj)\//.test(path)).map((path) => join(repository, folder, path));

const csharp = new Map(sources('tests', '.cs').map((path) => [basename(path, '.cs'), path]));
const rows = [...readFileSync(join(repository, 'docs/clients.md'), 'utf8').matchAll(/^\| ([^|]+) \| `([\w/-]+): ([^|]+)` \| (.+) \|$/gm)].map(([, promise, file, title, twin]) => [promise, file, title, twin] as [string, string, string, string]);

it('docs/clients.md makes promises', () => expect(rows.length).toBeGreaterThan(30));

it.each(rows)('%s', (_, file, title, twin) => {
  expect(readFileSync(join(repository, `web/client/tests/${file}.test.ts`), 'utf8').includes(`'${title}'`), title).toBe(true);

  const [, type, method] = /^`(\w+)\.(\w+)`$/.exec(twin) ?? [];
  if (type === undefined) expect(twin).toMatch(/^\(.+\)$/);
  else expect(readFileSync(csharp.get(type) ?? '', 'utf8').includes(` ${method}(`), twin).toBe(true);
});
