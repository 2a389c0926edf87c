// Sends the planned rows, and writes the result of every decided row to the ledger.

import { fieldNames } from '../../datasets/dataset.js';
import { writtenMark } from '../../dedup/written-mark.js';
import type { Ledger, RowResult, Settlement } from '../../ledger/ledger.js';
import type { Stop } from '../../problems/stop.js';
import type { Session } from '../../providers/session.js';
import type { PlanCounts } from '../../report/summary.js';
import type { Canary } from '../../upload/canary.js';
import type { StopLimits } from '../../upload/circuit-breaker.js';
import { type PlannedWrite, upload } from '../../upload/upload.js';
import { decidedResult, type PlanBasis, type PlannedRow, planRows, writeOf } from '../planning/plan-rows.js';
import { resultInFile } from '../rows/row-result.js';
import type { Run } from '../run/open-run.js';

/** What the sending pass needs besides the run. */
export interface WriteBasis extends PlanBasis {
  readonly session: Session;
  readonly ledger: Ledger;
  readonly concurrency: number;
  readonly brakes: StopLimits;
}

/** Carries out the plan, the rows of `canary` first. Returns why it stopped early, if it did. */
export async function writeRows(
  run: Run,
  basis: WriteBasis,
  plan: PlanCounts,
  canary?: Canary,
): Promise<Stop | undefined> {
  const { tools } = run;
  const total = plan.create + plan.update + plan.delete;
  let done = 0;
  const stop = await upload(writesOf(run, basis, canary), {
    run: run.id,
    session: basis.session,
    binding: basis.binding,
    dataset: run.table.dataset,
    ledger: basis.ledger,
    concurrency: basis.concurrency,
    signal: tools.signal,
    brakes: basis.brakes,
    canary,
    onResult: () => {
      done += 1;
      tools.tell({ kind: 'step', step: 'upload', done, total });
    },
  });
  tools.tell({ kind: 'end', step: 'upload' });
  return stop;
}

/** The rows that need a request; the others are settled on the way. */
async function* writesOf(run: Run, basis: WriteBasis, canary: Canary | undefined): AsyncGenerator<PlannedWrite> {
  const fields = fieldNames(run.table.dataset);
  for await (const planned of planRows(run, basis)) {
    const settled = planned.flatMap((one) => settlementOf(one, fields));
    if (settled.length > 0) await basis.ledger.settle(run.id, settled);
    for (const one of planned) {
      if (canary?.has(one.row.ordinal)) continue;
      const write = writeOf(one);
      if (write) yield write;
    }
  }
}

/** What becomes of a row without a request. An open one is marked by its values, so that it is known once it is fixed. */
function settlementOf(planned: PlannedRow, fields: readonly string[]): readonly Settlement[] {
  const { row } = planned;
  const { ordinal, identity, source } = row;
  const isInvalid = row.record === undefined && row.problems.some(({ severity }) => severity === 'error');
  const results: readonly RowResult[] = isInvalid
    ? [{ ordinal, sheet: source.sheet, row: source.row, identity, ...resultInFile(row, '') }]
    : decidedResult(planned);
  return results.map((result) =>
    OPEN.has(result.status) ? { ...result, written: writtenMark(fields, row.values) } : result,
  );
}

const OPEN: ReadonlySet<RowResult['status']> = new Set(['invalid', 'failed', 'unsent']);
