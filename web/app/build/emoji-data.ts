import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Plugin } from 'vite';

const languages = ['en', 'es', 'fr'];
const files = ['data.json', 'messages.json'];

/** Serves the emoji picker's data under `emoji/`, so that no other server is asked for it. */
export function emojiData(): Plugin {
  const require = createRequire(import.meta.url);
  const read = (language: string, file: string) => readFileSync(require.resolve(`emojibase-data/${language}/${file}`));
  return {
    name: 'parlance-emoji-data',
    generateBundle() {
      for (const language of languages) {
        for (const file of files) this.emitFile({ type: 'asset', fileName: `emoji/${language}/${file}`, source: read(language, file) });
      }
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const [, language, file] = /^\/app\/emoji\/(\w+)\/(\w+\.json)/.exec(request.url ?? '') ?? [];
        if (!language || !file) return next();
        response.setHeader('Content-Type', 'application/json');
        response.end(read(language, file));
      });
    },
  };
}
