// Takes the rows of which there is nothing to say, nearly all rows of a file: they are counted and summed, and not kept.

import type { ImportDataset } from '../../datasets/dataset.js';
import { type Tally, tally } from '../../report/summary.js';
import type { JudgedRow } from './judge-row.js';

/** The sound rows of a table so far. */
export interface SoundRows {
  /** As rows that are not sent. */
  readonly tally: Tally;
  /** How many were taken. */
  count(): number;
  /** Whether the row is sound; then it is taken. */
  take(row: Pick<JudgedRow, 'record' | 'problems' | 'leftOut'>): boolean;
}

/** Starts with none. */
export function soundRows(dataset: ImportDataset): SoundRows {
  const sums = tally(dataset);
  let taken = 0;
  return {
    tally: sums,
    count: () => taken,
    take({ record, problems, leftOut }) {
      if (record === undefined || leftOut !== undefined || problems.length > 0) return false;
      sums.add('unsent', record);
      taken += 1;
      return true;
    },
  };
}
