// `plan`: checks a file and reports what an import would do with each row, given what the service holds. Sends no row.

import type { Ledger, RowResult } from '../ledger/ledger.js';
import { Stop } from '../problems/stop.js';
import { stopFor } from '../providers/stop-for.js';
import { unfit } from './check.js';
import { estimatePlan } from './planning/estimate-plan.js';
import { HeldBackRows } from './planning/held-back.js';
import { lookUp, openAccount } from './planning/look-up.js';
import { countPlan, decidedResult, type PlanBasis, planRows } from './planning/plan-rows.js';
import type { PlannedTable } from './plans/keep-plan.js';
import type { PlanRequest } from './requests.js';
import { checkRows } from './run/check-rows.js';
import { type FinishedRun, finishRun, type RunOutcome } from './run/finish-run.js';
import { type Run, withRun } from './run/open-run.js';
import type { Tools } from './tools.js';
import { confirmMissing } from './writing/confirm-missing.js';

const DEFAULT_CONCURRENCY = 4;

/**
 * Plans an import. Reports invalid rows; the plan covers the others.
 * @param also receives the plan of a table that could be looked up.
 */
export function planFile(
  request: PlanRequest,
  tools: Tools,
  also: (planned: PlannedTable) => Promise<void> = async () => undefined,
): Promise<FinishedRun> {
  return withRun('plan', request, tools, async (run) => {
    const checked = await checkRows(run);
    const stop = unfit(checked);
    if (checked.blocked) return finishRun(run, { stop });
    const ledger = await run.tools.findLedger();
    try {
      const planned = await planChecked(run, request, ledger, also).catch((cause: unknown) =>
        stopFor(cause, run.table.dataset.provider),
      );
      if (planned instanceof Stop) return await finishRun(run, { stop: planned });
      return await finishRun(run, { ...planned, stop: stop ?? planned.stop, unsentBecause: 'this was only a plan' });
    } finally {
      await ledger?.close();
    }
  });
}

async function planChecked(
  run: Run,
  { onExisting, concurrency = DEFAULT_CONCURRENCY }: PlanRequest,
  ledger: Ledger | undefined,
  also: (planned: PlannedTable) => Promise<void>,
): Promise<RunOutcome> {
  const account = await openAccount(run);
  const basis = await lookUp(run, account, onExisting, ledger);
  const heldBack = new HeldBackRows(run);
  const plan = await countPlan(run, basis, (planned) => heldBack.see(planned));
  await heldBack.end();
  const estimate = estimatePlan(plan, { ...account, concurrency });
  await also({ run, account, basis, estimate });
  run.restated = basis.closed?.restated();
  if (basis.since) await confirmMissing(run, basis.since, false);
  const { delete: gone, hold, ...others } = plan;
  const counts = { ...others, ...(gone > 0 && { delete: gone }), ...(hold > 0 && { hold }) };
  const stop = basis.closed?.refusal()?.stop;
  return { stop, plan: { ...counts, estimate }, traffic: account.traffic, results: decidedResults(run, basis) };
}

async function* decidedResults(run: Run, basis: PlanBasis): AsyncGenerator<RowResult> {
  for await (const planned of planRows(run, basis)) yield* planned.flatMap(decidedResult).map(asPlanned);
}

/** A plan tries nothing, so a row with a conflict has not failed yet. */
function asPlanned(result: RowResult): RowResult {
  return result.status === 'failed' ? { ...result, status: 'unsent' } : result;
}
