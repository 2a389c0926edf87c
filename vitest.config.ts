// Runs the tests in test/, which mirrors src/. The end-to-end tests start the built command: `npm test` builds first.
// Those that take long have names ending in .long.test.ts, and run with `npm run test:long`.
import { existsSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { defineConfig } from 'vitest/config';

const HANG_MS = 30 * 60_000;
const LONG = 'test/**/*.long.test.ts';

// Tests write thousands of small files and wait for the disk to have each: in memory, where there is plenty, that costs nothing.
const MEMORY = '/dev/shm';
const ENOUGH_BYTES = 4 * 2 ** 30;

function temporaryFolder(): string {
  if (!existsSync(MEMORY)) return tmpdir();
  const { bavail, bsize } = statfsSync(MEMORY);
  return bavail * bsize >= ENOUGH_BYTES ? MEMORY : tmpdir();
}

export default defineConfig(({ mode }) => ({
  test: {
    include: [mode === 'long' ? LONG : 'test/**/*.test.ts'],
    exclude: mode === 'long' ? [] : [LONG],
    // Only a test that hangs meets this limit, however busy the machine is.
    testTimeout: HANG_MS,
    hookTimeout: HANG_MS,
    // Test files share no state: a worker loads the source once for all of its files. Helpers clean up with
    // `onTestFinished`; a hook at their top level would run for the first file only.
    isolate: false,
    setupFiles: ['test/setup.ts'],
    // Some tests change the working folder, which threads cannot.
    pool: 'forks',
    maxWorkers: 3,
    env: { TMPDIR: temporaryFolder() },
  },
}));
