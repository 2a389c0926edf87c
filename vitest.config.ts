// Runs the tests in test/, which mirrors src/. The end-to-end tests start the built command: `npm test` builds first.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Most tests wait for a child process or a server: two at a time keep two cores busy.
    maxWorkers: 2,
    pool: 'forks',
  },
});
