import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Each story has a server process of its own: more than two at once only wait for each other.
  test: { include: ['tests/**/*.test.ts'], environment: 'node', testTimeout: 120_000, hookTimeout: 120_000, maxWorkers: 2 },
});
