// When a run began: with its command, not when its folder was made.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../src/pace/system-clock.js';
import { accountTools } from '../../src/pipeline/account-tools.js';
import { checkFile } from '../../src/pipeline/check.js';

it.each([
  { startedAt: Date.UTC(2024, 0, 2, 3, 4, 5), shown: '2024-01-02T03:04:05.000Z' },
  { startedAt: undefined, shown: '2024-05-06T07:08:09.000Z' },
])('starts at $shown', async ({ startedAt, shown }) => {
  const folder = mkdtempSync(join(tmpdir(), 'carbonsheet-started-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'suppliers.csv'), 'Supplier name,Custom id\nNordfrakt AB,S-1\n');
  const tools = accountTools({
    settings: {},
    clock: { ...systemClock, now: () => Date.UTC(2024, 4, 6, 7, 8, 9) },
    startedAt,
    newId: () => 'abcdef',
    ledger: join(folder, 'ledger.db'),
    signal: new AbortController().signal,
  });
  const request = { file: join(folder, 'suppliers.csv'), runsDir: join(folder, 'runs'), equalRows: 'keep' } as const;
  const { summary } = await checkFile(request, tools);
  expect(summary.startedAt).toBe(shown);
  expect(summary.run).toMatch(/^20240506T070809Z-/);
});
