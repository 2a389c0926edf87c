// Counts and sums rows without problems, nearly all rows of a file, and does not keep them.

import type { ImportDataset } from '../../datasets/dataset.js';
import { type Tally, tally } from '../../report/summary.js';
import type { JudgedRow } from './judge-row.js';

/** The rows without problems so far. */
export interface SoundRows {
  /** As rows that are not sent. */
  readonly tally: Tally;
  /** How many were taken. */
  count(): number;
  /** Takes the row if it has no problems; returns whether it did. */
  take(row: Pick<JudgedRow, 'record' | 'problems' | 'leftOut'>): boolean;
}

const UNSENT = { status: 'unsent' } as const;

/** Starts with none. */
export function soundRows(dataset: ImportDataset): SoundRows {
  const sums = tally(dataset);
  let taken = 0;
  return {
    tally: sums,
    count: () => taken,
    take({ record, problems, leftOut }) {
      if (record === undefined || leftOut !== undefined || problems.length > 0) return false;
      sums.add(UNSENT, record);
      taken += 1;
      return true;
    },
  };
}
