// The canary of an import: chooses its rows while the plan is counted, and reports what the service made of them.

import { join } from 'node:path';
import { fieldNames } from '../../datasets/dataset.js';
import { columnOf } from '../../mapping/mapping.js';
import { Canaries, MOST_KINDS } from '../../plan/canaries.js';
import type { ServerChange } from '../../plan/server-changes.js';
import { placeOf, problemAt } from '../../problems/place.js';
import { finding } from '../../problems/problem.js';
import type { PlanCounts } from '../../report/summary.js';
import { Canary } from '../../upload/canary.js';
import type { PlannedWrite } from '../../upload/upload.js';
import { appendProblems } from '../../write/results/problems.js';
import { countPlan, type PlannedRow, writeOf } from '../planning/plan-rows.js';
import type { Run } from '../run/open-run.js';
import type { WriteBasis } from './write-rows.js';

/** An import of fewer rows needs no canary. */
const LARGE = 100;

/**
 * Counts the plan, and chooses the canary rows on the way; there are none where nothing is tried first.
 * @param see gets every planned row, too.
 */
export async function planWithCanary(
  run: Run,
  basis: WriteBasis,
  see: (planned: PlannedRow) => Promise<void> | void,
): Promise<{ readonly plan: PlanCounts; readonly canary: Canary | undefined }> {
  const canaries = new Canaries<PlannedWrite>(fieldNames(run.table.dataset));
  const plan = await countPlan(run, basis, (planned) => {
    offer(canaries, planned);
    return see(planned);
  });
  const { writer } = basis.binding;
  const isWhole = writer.by === 'batch' && (writer.together || plan.create + plan.update <= MOST_KINDS);
  return { plan, canary: isWhole ? undefined : canaryOf(run, basis, canaries.kinds(), plan) };
}

function offer(canaries: Canaries<PlannedWrite>, planned: PlannedRow): void {
  const { row, action } = planned;
  if (row.record === undefined || (action?.kind !== 'create' && action?.kind !== 'update')) return;
  canaries.offer(action.kind, row.record, () => {
    const write = writeOf(planned);
    if (write === undefined) throw new Error(`row ${row.source.row} is to be written, and cannot be`);
    // A copy: texts of a row are views that would hold the whole piece of the file.
    return { ...write, record: structuredClone(write.record) };
  });
}

function canaryOf(
  run: Run,
  basis: WriteBasis,
  kinds: readonly (readonly PlannedWrite[])[],
  { create, update }: PlanCounts,
): Canary {
  const { table, tools } = run;
  return new Canary({
    kinds,
    isLarge: create + update > LARGE,
    run: run.id,
    session: basis.session,
    binding: basis.binding,
    ledger: basis.ledger,
    fields: fieldNames(table.dataset),
    placeOf: ({ sheet, row }) => placeOf(table.name, { sheet, row, column: '' }),
    onChanges: (write, changes) => tellChanges(run, write, changes),
    say: (text) => tools.tell({ kind: 'said', text }),
  });
}

async function tellChanges(
  { folder, table, tools }: Run,
  { sheet, row }: PlannedWrite,
  changes: readonly ServerChange[],
): Promise<void> {
  const problems = changes.map(({ field, sent, held }) => {
    const column = columnOf(table.mapping, field)?.title ?? '';
    return problemAt({ sheet, row, column, field, value: sent }, finding('SERVER_CHANGED', { sent, held }));
  });
  for (const problem of problems) tools.tell({ kind: 'failure', file: table.name, problem });
  await appendProblems(join(folder, 'problems.csv'), problems);
}
