// `check`, `plan` and `import` of several files, whose rows may refer to each other: each table is a run of its own.

import { orLeave } from '../write/files/or-leave.js';
import { checkFile } from './check.js';
import { runFiles, type TableEnd, type Unprocessed } from './files/run-files.js';
import type { Invalid } from './files/settle-invalid.js';
import { importFile } from './import.js';
import { planFile } from './plan.js';
import { PlanKeeper, requirePlanNames } from './plans/keep-plan.js';
import type { CheckRequest, FileRequest, FilesRequest, ImportRequest, PlanRequest } from './requests.js';
import type { FinishedRun } from './run/finish-run.js';
import { makeTemporaryFolder } from './run/temporary-folder.js';
import type { Tools } from './tools.js';
import { requireWritable } from './writing/require-writable.js';

/** The ends of the tables, in the order of processing: parents first. */
export type TableEnds = AsyncGenerator<TableEnd | Unprocessed, void, undefined>;

/** Checks every table of the files. */
export function checkFiles(request: FilesRequest<CheckRequest>, tools: Tools): TableEnds {
  return runFiles(request, tools, { run: (one) => checkFile(one, tools) });
}

/**
 * Plans an import of every table of the files.
 * @param out where the plan is kept, as .json or .xlsx; then the ends come when all tables are planned.
 */
export async function* planFiles(
  request: FilesRequest<PlanRequest>,
  tools: Tools,
  out: readonly string[] = [],
): TableEnds {
  if (out.length > 0) yield* keptPlans(request, tools, out);
  else yield* runFiles(request, tools, { run: (one) => planFile({ ...request, ...one }, tools) });
}

async function* keptPlans(request: FilesRequest<PlanRequest>, tools: Tools, out: readonly string[]): TableEnds {
  requirePlanNames(out);
  const { path, remove } = await makeTemporaryFolder();
  try {
    const keeper = await PlanKeeper.open(path, tools);
    const ends = await orLeave(keeper, async () => {
      const work = (one: FileRequest) => {
        const whole = { ...request, ...one };
        return planFile(whole, tools, (planned) => keeper.add(planned, whole));
      };
      const planned: (TableEnd | Unprocessed)[] = [];
      for await (const end of runFiles(request, tools, { run: work })) planned.push(end);
      return planned;
    });
    yield* await keeper.close(ends, out, tools);
  } finally {
    await remove();
  }
}

/**
 * Imports every table of the files. `deletes` and `brakes.stopAfter` hold for all of them together.
 * @throws Stop when rows refer to each other and the import is a rehearsal, and when nothing may be written.
 */
export async function* importFiles(request: FilesRequest<ImportRequest>, tools: Tools): TableEnds {
  const { rehearse, invalid } = request;
  if (rehearse !== true && request.via !== 'file') requireWritable(tools);
  const importOne = importerOf(request, tools);
  yield* runFiles(request, tools, { invalid, isRehearsal: rehearse, together: true, run: importOne });
}

/** What is asked of all tables of a command. */
type ForAll = Omit<ImportRequest, 'file' | 'shownAs' | 'parents'>;

/** Imports one table after the other; `deletes` and `brakes.stopAfter` hold for all of them together. */
export function importerOf(
  request: ForAll,
  tools: Tools,
): (one: FileRequest & Partial<ImportRequest>, invalid?: Invalid) => Promise<FinishedRun> {
  let { deletes } = request;
  let stopAfter = request.brakes?.stopAfter;
  return async (one, invalid = 'stop') => {
    const brakes = { ...request.brakes, stopAfter };
    const finished = await importFile({ ...request, ...one, invalid, deletes, brakes }, tools);
    const { created, updated, deleted = 0, inDoubt } = finished.summary.counts;
    if (stopAfter !== undefined) stopAfter = Math.max(0, stopAfter - created - updated - deleted - inDoubt);
    if (deletes !== undefined && !request.rehearse) deletes = Math.max(0, deletes - deleted - inDoubt);
    return finished;
  };
}
