import { fileURLToPath } from 'node:url';
import tailwind from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { compressed } from './build/compressed.ts';
import { emojiData } from './build/emoji-data.ts';
import { offlineShell } from './build/offline-shell.ts';

// The address of a running server, for `npm run dev`.
const server = process.env['PARLANCE_SERVER'] ?? 'http://localhost:8000';

export default defineConfig({
  base: '/app/',
  plugins: [react(), tailwind(), emojiData(), offlineShell(), compressed()],
  resolve: { alias: { '@parlance/client': fileURLToPath(new URL('../client/src/index.ts', import.meta.url)) } },
  build: {
    target: 'es2022',
    // A strict Content-Security-Policy allows no data: scripts; small images may stay inside the styles.
    assetsInlineLimit: (file) => (file.endsWith('.svg') ? undefined : false),
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: { '/api': server, '/health': server, '/media': server, '/ws': { target: server.replace(/^http/, 'ws'), ws: true } },
  },
});
