// `plan`: checks a file and says what an import would do with each row, given what the service holds. Sends no row.

import type { RowResult } from '../ledger/ledger.js';
import type { OnExisting } from '../plan/action.js';
import { stopFor } from '../upload/stop-for.js';
import { type CheckRequest, sayTable, unfit } from './check-file.js';
import { checkRows } from './check-rows.js';
import { type FinishedRun, finishRun } from './finish-run.js';
import { lookUp, openAccount } from './look-up.js';
import { openRun, type Run } from './open-run.js';
import { openTable } from './open-table.js';
import { countPlan, decidedResult, type PlanBasis, planRows } from './plan-rows.js';
import type { Tools } from './tools.js';

/** What to plan, and how. */
export interface PlanRequest extends CheckRequest {
  readonly onExisting: OnExisting;
}

/** Plans an import; rows that are not fit to send are told, and the plan covers the others. */
export async function planFile(request: PlanRequest, tools: Tools): Promise<FinishedRun> {
  const table = await openTable(request);
  try {
    sayTable(table, tools);
    const run = await openRun('plan', table, request, tools);
    const checked = await checkRows(run);
    if (checked.blocked) return await finishRun(run, { stop: unfit(checked) });
    return await planChecked(run, request, unfit(checked));
  } finally {
    await table.source.close();
  }
}

async function planChecked(run: Run, { onExisting }: PlanRequest, stop: FinishedRun['stop']): Promise<FinishedRun> {
  try {
    const account = await openAccount(run);
    const basis = await lookUp(run, account, onExisting);
    const plan = await countPlan(run, basis);
    return await finishRun(run, {
      stop,
      plan,
      traffic: account.traffic,
      results: decidedResults(run, basis),
      unsentBecause: 'this was only a plan',
    });
  } catch (cause) {
    return finishRun(run, { stop: stopFor(cause) });
  }
}

async function* decidedResults(run: Run, basis: PlanBasis): AsyncGenerator<RowResult> {
  for await (const planned of planRows(run, basis)) yield* planned.flatMap(decidedResult);
}
