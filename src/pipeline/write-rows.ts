// The pass that sends: planned rows go to the service, and every decided row gets its result in the ledger.

import { fieldNames } from '../datasets/dataset.js';
import type { Ledger } from '../ledger/ledger.js';
import type { Stop } from '../problems/stop.js';
import type { Session } from '../providers/provider.js';
import type { PlanCounts } from '../report/summary.js';
import type { BrakeLimits } from '../upload/brake.js';
import { type PlannedWrite, upload } from '../upload/upload.js';
import type { Run } from './open-run.js';
import { decidedResult, type PlanBasis, type PlannedRow, planRows } from './plan-rows.js';

/** What the sending pass needs besides the run. */
export interface WriteBasis extends PlanBasis {
  readonly session: Session;
  readonly ledger: Ledger;
  readonly concurrency: number;
  readonly brakes: BrakeLimits;
}

/** Sends what the plan says. Returns why it stopped early, if it did. */
export async function writeRows(run: Run, basis: WriteBasis, plan: PlanCounts): Promise<Stop | undefined> {
  const { tools } = run;
  const total = plan.create + plan.update;
  let done = 0;
  const stop = await upload(writesOf(run, basis), {
    run: run.id,
    session: basis.session,
    writer: basis.binding.writer,
    fields: fieldNames(run.table.dataset),
    ledger: basis.ledger,
    concurrency: basis.concurrency,
    signal: tools.signal,
    brakes: basis.brakes,
    onResult: () => {
      done += 1;
      tools.tell({ kind: 'step', step: 'upload', done, total });
    },
  });
  tools.tell({ kind: 'end', step: 'upload' });
  return stop;
}

/** The rows that need a request; the others are settled on the way. */
async function* writesOf(run: Run, basis: WriteBasis): AsyncGenerator<PlannedWrite> {
  for await (const planned of planRows(run, basis)) {
    const decided = planned.flatMap(decidedResult);
    if (decided.length > 0) await basis.ledger.settle(run.id, decided);
    for (const one of planned) {
      const write = writeOf(one);
      if (write) yield write;
    }
  }
}

function writeOf({ row, action }: PlannedRow): PlannedWrite | undefined {
  const { ordinal, source, identity, record } = row;
  if (record === undefined || (action?.kind !== 'create' && action?.kind !== 'update')) return undefined;
  return { ordinal, sheet: source.sheet, row: source.row, identity, record, action };
}
