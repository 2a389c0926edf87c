// Later runs that took over the rows of an earlier one: a retry with fixed rows, an import of its failed file or result workbook,
// or of its source once it was edited. A row that is open still is open in the later run.

import { resolve } from 'node:path';
import { z } from 'zod';
import type { Ledger, RunRow } from '../../ledger/ledger.js';
import { nextStepOf } from '../../plan/next-step.js';
import { filesToFix } from '../run/fixed-rows.js';
import { folderOf } from '../run/run-folder.js';
import type { SeenRow } from './standing-rows.js';

/** What later runs took over. */
export interface TakenOver {
  /** Whether a later run decided about the row. */
  takes(row: SeenRow): boolean;
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
  runs: readonly RunRow[],
  orders: ReadonlySet<number>,
): Promise<TakenOver> {
  const taken = new Map<number, Taken>();
  for (const [order, run] of runs.entries()) {
    if (!orders.has(order) && run.counts.unsent === 0 && run.finishedAt !== undefined) continue;
    const { workbook, failed } = await filesToFix(folderOf(run));
    for (const later of runs.slice(order + 1)) {
      if (!FINISHED.has(later.exitCode) || taken.get(order) === 'all') continue;
      const file = sourceOf(later);
      const isWhole = file === workbook || (file === sourceOf(run) && (await isSameFile(ledger, run, later)));
      if (isWhole) taken.set(order, 'all');
      else if (file === failed || later.parent === run.id) taken.set(order, 'fixed');
    }
  }
  return {
    takes({ order, entry }) {
      const by = taken.get(order);
      if (by === undefined || entry.status === 'in-doubt') return false;
      const step = nextStepOf(entry);
      return by === 'all' ? step !== 'read' : step === 'fix';
    },
    isTakenOver: (order) => taken.get(order) === 'all',
  };
}

const stored = z.object({ file: z.string() });

/** The absolute path of what a run read. */
function sourceOf({ request, file }: RunRow): string {
  return resolve(stored.safeParse(request).data?.file ?? file);
}

/** Rows that are compared: enough to tell an edited file from the next month's of the same name. */
const MOST_COMPARED = 10_000;
const COMPARED_AT_ONCE = 1_000;

/** Whether the later file of the same name is the earlier one, edited or not, and not another month's. */
async function isSameFile(ledger: Ledger, run: RunRow, later: RunRow): Promise<boolean> {
  if (run.sha256 === later.sha256) return true;
  let some: string[] = [];
  let compared = 0;
  const isShared = async (): Promise<boolean> => {
    for await (const _ of ledger.entriesOf(later.id, some)) return true;
    return false;
  };
  for await (const { identity } of ledger.results(run.id)) {
    if (identity === '') continue;
    some.push(identity);
    compared += 1;
    if (some.length < COMPARED_AT_ONCE && compared < MOST_COMPARED) continue;
    if (await isShared()) return true;
    if (compared >= MOST_COMPARED) return false;
    some = [];
  }
  return isShared();
}
