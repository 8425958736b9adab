import { writeFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** Puts a `.br` and a `.gz` beside every file that gets smaller by it: compressed once, as well as can be, not at each request. */
export function compressed(): Plugin {
  return {
    name: 'parlance-compressed',
    apply: 'build',
    writeBundle({ dir }, bundle) {
      for (const name of [...Object.keys(bundle), 'icon.svg', 'manifest.webmanifest']) {
        // The page differs from answer to answer by its nonce.
        if (!/\.(js|css|json|svg|webmanifest)$/.test(name)) continue;
        const path = join(dir!, name);
        const content = readFileSync(path);
        writeFileSync(`${path}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length } }));
        writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
      }
    },
  };
}
