// Runs with every test file: what a test replaces is put back right after it, also for the files that follow in the same worker.

import { afterEach, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});
