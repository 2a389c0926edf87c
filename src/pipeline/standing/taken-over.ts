// Later runs that took over the rows of an earlier one: a retry with fixed rows, an import of its failed file or result workbook,
// or of its source, edited or not. A row that is open still is open in the later run; what the later one does not have stays open.

import { resolve } from 'node:path';
import { z } from 'zod';
import { fieldNames, type ImportDataset } from '../../datasets/dataset.js';
import type { Ledger, RunRow } from '../../ledger/ledger.js';
import { nextStepOf } from '../../plan/next-step.js';
import { filesToFix } from '../run/fixed-rows.js';
import { folderOf } from '../run/run-folder.js';
import { hintsOf } from './fixed-since.js';
import { isSameThing } from './same-thing.js';
import type { SeenRow } from './standing-rows.js';

/** What later runs took over. */
export interface TakenOver {
  /** Whether a later run decided about the row. */
  takes(row: SeenRow): Promise<boolean>;
  /** Whether a later run came to all rows of the run. */
  isTakenOver(order: number): boolean;
}

/** `all`: the later run had every row of the earlier one before it; `fixed`: those to fix. */
type Taken = 'all' | 'fixed';

/** Exit codes of runs that came to their last row. */
const FINISHED: ReadonlySet<number | undefined> = new Set([0, 4, 5]);

/** @param orders the runs that it is asked of, by their places in `runs`, the oldest first. */
export async function takenOver(
  ledger: Ledger,
  dataset: ImportDataset,
  runs: readonly RunRow[],
  orders: ReadonlySet<number>,
): Promise<TakenOver> {
  const taken = new Map<number, Taken>();
  const edited = new Map<number, RunRow[]>();
  const files = await Promise.all(runs.map((run) => filesToFix(folderOf(run))));
  for (const [order, run] of runs.entries()) {
    if (!orders.has(order) && run.counts.unsent === 0 && run.finishedAt !== undefined) continue;
    const { workbook, failed } = files[order] ?? {};
    // A workbook that several runs wrote does not tell whose rows were read.
    const isOwn = files.filter((one) => one.workbook === workbook).length === 1;
    for (const later of runs.slice(order + 1)) {
      if (!FINISHED.has(later.exitCode) || taken.get(order) === 'all') continue;
      const file = sourceOf(later);
      const hasSource = file === sourceOf(run);
      if (hasSource && readingOf(run) === readingOf(later)) {
        if (run.sha256 === later.sha256) taken.set(order, 'all');
        else edited.set(order, [...(edited.get(order) ?? []), later]);
      } else if (file === workbook && isOwn && later.counts.rows >= run.counts.rows) taken.set(order, 'all');
      else if (!hasSource && (file === failed || later.parent === run.id) && later.counts.rows >= rowsToFix(run))
        taken.set(order, 'fixed');
    }
  }
  const fields = fieldNames(dataset);
  const isIn = async (later: RunRow, entry: SeenRow['entry']): Promise<boolean> => {
    const own = hintsOf(entry, fields);
    const there = await ledger.rowsAt(later.id, entry.sheet, entry.row);
    return there.some((one) => isSameThing(dataset, own, hintsOf(one, fields)));
  };
  return {
    async takes({ order, entry }) {
      if (entry.status === 'in-doubt') return false;
      const by = taken.get(order);
      const step = nextStepOf(entry);
      if (by !== undefined && (by === 'all' ? step !== 'read' : step === 'fix')) return true;
      if (step === 'read') return false;
      for (const later of edited.get(order) ?? []) if (await isIn(later, entry)) return true;
      return false;
    },
    isTakenOver: (order) => taken.get(order) === 'all',
  };
}

const stored = z.object({
  file: z.string(),
  sheet: z.string().optional(),
  headerRow: z.number().optional(),
  unpivot: z.boolean().optional(),
  constants: z.record(z.string(), z.string()).optional(),
});

/** The absolute path of what a run read. */
function sourceOf({ request, file }: RunRow): string {
  return resolve(stored.safeParse(request).data?.file ?? file);
}

/** Equal for runs that read the same part of a file in the same way. */
function readingOf({ request }: RunRow): string {
  const { sheet, headerRow, unpivot = false, constants = {} } = stored.safeParse(request).data ?? {};
  return JSON.stringify([sheet, headerRow, unpivot, Object.entries(constants).sort()]);
}

function rowsToFix({ counts }: RunRow): number {
  return counts.failed + counts.invalid;
}
