import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

/** Writes `sw.js`: the service worker with the names of what the shell needs, and a version that changes with them. */
export function offlineShell(): Plugin {
  return {
    name: 'parlance-offline-shell',
    apply: 'build',
    generateBundle(_, bundle) {
      const names = Object.keys(bundle)
        .filter((name) => /\.(js|css|svg|woff2)$/.test(name))
        .sort();
      const version = createHash('sha256').update(names.join()).digest('hex').slice(0, 12);
      const template = readFileSync(fileURLToPath(new URL('service-worker.js', import.meta.url)), 'utf8');
      const source = template.replace('__VERSION__', version).replace("'__FILES__'", names.map((name) => JSON.stringify(`/app/${name}`)).join(', '));
      this.emitFile({ type: 'asset', fileName: 'sw.js', source });
    },
  };
}
