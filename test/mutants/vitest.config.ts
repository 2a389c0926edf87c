// The tests that mutants of a room have to get past: its own, in process.

import { defineConfig, type Plugin } from 'vitest/config';

/** Stryker asks for threads; libsql and tests that change the working folder need processes. */
const inProcesses: Plugin = {
  name: 'in-processes',
  configureVitest: ({ project }) => {
    project.config.pool = 'forks';
  },
};

export default defineConfig({
  plugins: [inProcesses],
  test: {
    include: [`test/${process.env.MUTANTS_ROOM}/**/*.test.ts`],
    exclude: ['test/**/*.long.test.ts'],
    testTimeout: 5 * 60_000,
    isolate: false,
    setupFiles: ['test/setup.ts'],
  },
});
