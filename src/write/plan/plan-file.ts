// Writes a plan as JSON, row by row. Every value has a line of its own, so that a plan of any size is read line by line
// (pipeline/plans/read-plan.ts), and each line that decides something goes into the hash as it stands.

import {
  PlanHash,
  type SavedCounts,
  type SavedEstimate,
  type SavedRow,
  type SavedTable,
  type SavedTotals,
} from '../../plan/saved-plan.js';
import { openLines } from '../files/lines.js';
import type { Unfinished } from '../files/or-leave.js';

/** The version of the form that is written, and the only one that is read. */
export const PLAN_VERSION = 1;

/** What follows the rows of a table. */
export interface TableEnd {
  readonly counts: SavedCounts;
  readonly totals: SavedTotals;
  readonly estimate: SavedEstimate;
}

/** A plan in the making. */
export interface PlanFile extends Unfinished {
  /** Begins a table. @param file where it was read; it is not part of the hash. */
  begin(file: string, table: SavedTable): Promise<void>;
  /** Wait for what it returns, if anything, before the next. */
  add(row: SavedRow): Promise<void> | void;
  end(end: TableEnd): Promise<void>;
  /** Gives the file its name; the hash of the plan. */
  close(): Promise<string>;
  discard(): Promise<void>;
}

/** Opens a plan file. Throws a Stop of kind `output`. */
export async function openPlanFile(path: string, madeAt: Date): Promise<PlanFile> {
  const lines = await openLines(path);
  const hash = new PlanHash();
  let before = '';
  let tables = 0;
  const hashed = (line: string): string => {
    hash.add(line);
    return line;
  };
  const entry = (key: string, value: unknown): string => `"${key}":${JSON.stringify(value)}`;
  await lines.write(`{\n${hashed(entry('version', PLAN_VERSION))},\n${entry('madeAt', madeAt)},\n"tables":[`);
  return {
    async begin(file, table) {
      const start = tables === 0 ? '\n' : ',\n';
      tables += 1;
      before = '\n';
      await lines.write(`${start}{\n${entry('file', file)},\n${hashed(entry('plan', table))},\n"rows":[`);
    },
    add(row) {
      const line = before + hashed(JSON.stringify(row));
      before = ',\n';
      return lines.write(line);
    },
    async end({ counts, totals, estimate }) {
      const decided = [entry('counts', counts), entry('totals', totals)].map(hashed);
      await lines.write(`\n],\n${[...decided, entry('estimate', estimate)].join(',\n')}\n}`);
    },
    async close() {
      const digest = hash.digest();
      await lines.write(`\n],\n${entry('hash', digest)}\n}\n`);
      await lines.close();
      return digest;
    },
    leave: lines.leave,
    discard: lines.discard,
  };
}
