// A ledger of version 1 is taken over: nothing of it is lost, and all that is new works on it.

import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openLedger } from '../../src/ledger/open-ledger.js';
import { finding } from '../../src/problems/problem.js';
import { doubtful, listed, noCounts, range, result, runHeader, temporaryFolder } from './rows.js';
import { writeVersion1 } from './version-1.js';

async function takenOver() {
  const path = join(await temporaryFolder(), 'ledger.db');
  writeVersion1(path);
  const ledger = await openLedger(path, { now: () => 0 });
  onTestFinished(() => ledger.close());
  return { ledger, path };
}

const refused = result(1, {
  status: 'failed',
  remoteId: '',
  finding: finding('REFUSED', { status: 400, detail: 'no' }),
  field: 'unit_id',
  attempts: 2,
});

it('holds the runs and rows that it held', async () => {
  const { ledger } = await takenOver();
  const finished = { finishedAt: '2025-03-01T11:00:00.000Z', exitCode: 4 };
  expect(await ledger.runs(9)).toEqual([
    { ...runHeader('killed'), counts: { ...noCounts, rows: 1, inDoubt: 1 } },
    { ...runHeader('done'), ...finished, counts: { ...noCounts, rows: 2, created: 1, failed: 1 } },
  ]);
  expect(await listed(ledger.results('done'))).toEqual([result(0), refused]);
  expect(await listed(ledger.results('killed'))).toEqual([doubtful(0)]);
});

it('answers the new questions about them', async () => {
  const { ledger } = await takenOver();
  expect((await ledger.latestUnfinishedRun())?.id).toBe('killed');
  expect(await ledger.row('done', 0)).toEqual({ ...result(0), run: 'done', action: 'create' });
  expect(await ledger.attempts('done', 0)).toEqual([]);
  expect(await listed(ledger.unfinished('killed'))).toEqual([doubtful(0)]);
  await ledger.settle('killed', [result(0)]);
  expect(await listed(ledger.written('killed'))).toMatchObject([
    { run: 'killed', settledAt: '1970-01-01T00:00:00.000Z' },
  ]);
});

it('can be opened by several at once while it is taken over', async () => {
  const path = join(await temporaryFolder(), 'ledger.db');
  writeVersion1(path);
  const ledgers = await Promise.all(range(3).map(() => openLedger(path)));
  for (const ledger of ledgers) expect(await listed(ledger.results('done'))).toHaveLength(2);
  for (const ledger of ledgers) await ledger.close();
});
