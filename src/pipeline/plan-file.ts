// `plan`: checks a file and says what an import would do with each row, given what the service holds. Sends no row.

import type { Ledger, RowResult } from '../ledger/ledger.js';
import type { OnExisting } from '../plan/action.js';
import { Stop } from '../problems/stop.js';
import { stopFor } from '../providers/stop-for.js';
import { type CheckRequest, unfit } from './check-file.js';
import { checkRows } from './check-rows.js';
import { estimatePlan } from './estimate-plan.js';
import { type FinishedRun, finishRun, type RunOutcome } from './finish-run.js';
import { lookUp, openAccount } from './look-up.js';
import { type Run, withRun } from './open-run.js';
import { countPlan, decidedResult, type PlanBasis, planRows } from './plan-rows.js';
import type { Tools } from './tools.js';

/** What to plan, and how. */
export interface PlanRequest extends CheckRequest {
  readonly onExisting: OnExisting;
  /** Rows in flight at the most, for the estimate. @default 4 */
  readonly concurrency?: number | undefined;
}

const DEFAULT_CONCURRENCY = 4;

/** Plans an import; rows that are not fit to send are told, and the plan covers the others. */
export function planFile(request: PlanRequest, tools: Tools): Promise<FinishedRun> {
  return withRun('plan', request, tools, async (run) => {
    const checked = await checkRows(run);
    const stop = unfit(checked);
    if (checked.blocked) return finishRun(run, { stop });
    const ledger = await run.tools.findLedger();
    try {
      const planned = await planChecked(run, request, ledger).catch((cause: unknown) =>
        stopFor(cause, run.table.dataset.provider),
      );
      if (planned instanceof Stop) return await finishRun(run, { stop: planned });
      return await finishRun(run, { stop, ...planned, unsentBecause: 'this was only a plan' });
    } finally {
      await ledger?.close();
    }
  });
}

async function planChecked(
  run: Run,
  { onExisting, concurrency = DEFAULT_CONCURRENCY }: PlanRequest,
  ledger: Ledger | undefined,
): Promise<RunOutcome> {
  const account = await openAccount(run);
  const basis = await lookUp(run, account, onExisting, ledger);
  const plan = await countPlan(run, basis);
  const estimate = estimatePlan(plan, { ...account, concurrency });
  const { delete: gone, ...others } = plan;
  const counts = { ...others, ...(gone > 0 && { delete: gone }) };
  return { plan: { ...counts, estimate }, traffic: account.traffic, results: decidedResults(run, basis) };
}

async function* decidedResults(run: Run, basis: PlanBasis): AsyncGenerator<RowResult> {
  for await (const planned of planRows(run, basis)) yield* planned.flatMap(decidedResult).map(asPlanned);
}

/** Nothing was tried: a row that an import would not write for a conflict has not failed yet. */
function asPlanned(result: RowResult): RowResult {
  return result.status === 'failed' ? { ...result, status: 'unsent' } : result;
}
