// Notes in the ledger what became of rows that earlier runs have in doubt, once rows of this file are these rows: no resume of
// those runs sends them again.

import type { Ledger, RowResult } from '../../ledger/ledger.js';
import { finding } from '../../problems/problem.js';
import { exitCodeOfCounts } from '../../report/exit-code.js';
import type { Doubtful } from '../planning/doubtful-rows.js';
import type { TakenOver } from '../planning/remembered-rows.js';

/** Settles the rows; the runs stay ended. Call it before the first row is sent. */
export async function settleEarlier(ledger: Ledger, taken: readonly TakenOver[]): Promise<void> {
  for (const run of new Set(taken.map(({ doubt }) => doubt.run)))
    await settleIn(
      run,
      taken.filter(({ doubt }) => doubt.run === run),
      ledger,
    );
}

async function settleIn(run: string, taken: readonly TakenOver[], ledger: Ledger): Promise<void> {
  const before = await ledger.run(run);
  const results: RowResult[] = [];
  for (const { doubt, remoteId } of taken) results.push(await resultOf(doubt, remoteId, ledger));
  await ledger.settle(run, results);
  const { finishedAt, exitCode, counts } = before ?? {};
  if (finishedAt === undefined || exitCode === undefined || counts === undefined) return;
  const found = taken.filter(({ remoteId }) => remoteId !== undefined).length;
  const now = {
    ...counts,
    inDoubt: counts.inDoubt - taken.length,
    created: counts.created + found,
    skipped: counts.skipped + taken.length - found,
  };
  const isSettled = exitCode === 5 && now.inDoubt === 0;
  await ledger.finishRun(run, { finishedAt, exitCode: isSettled ? exitCodeOfCounts(now) : exitCode, counts: now });
}

async function resultOf(
  { run, ordinal, sheet, row, identity }: Doubtful,
  remoteId: string | undefined,
  ledger: Ledger,
): Promise<RowResult> {
  const { requestId = '', attempts = 0 } = (await ledger.row(run, ordinal)) ?? {};
  const about = { ordinal, sheet, row, identity, field: '', requestId, attempts };
  if (remoteId === undefined)
    return { ...about, status: 'skipped', remoteId: '', finding: finding('NO_LONGER_OPEN', {}) };
  return { ...about, status: 'created', remoteId, finding: finding('CONFIRMED_LATE', {}) };
}
