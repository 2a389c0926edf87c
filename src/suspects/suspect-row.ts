// What is to be known of a row to say whether it is unusual, and what is said then.

import type { Values } from '../datasets/dataset.js';
import type { Finding } from '../problems/problem.js';
import type { SourceRow } from '../values/cell.js';

/** A row that is fit to be sent. */
export interface SuspectRow {
  readonly source: SourceRow;
  readonly record: Values;
}

/** Something unusual about a row, at one of its fields. */
export interface Suspect {
  readonly field: string;
  /** The year of the column, in a yearly field. */
  readonly year?: string;
  readonly finding: Finding;
}
