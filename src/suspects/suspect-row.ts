// What is to be known of a row to say whether it is unusual, and what is said then.

import type { Values } from '../datasets/dataset.js';
import type { MappedColumn } from '../mapping/mapping.js';
import type { Finding } from '../problems/problem.js';
import type { SourceRow } from '../values/cell.js';

/** A row that is fit to be sent. */
export interface SuspectRow {
  readonly source: SourceRow;
  readonly record: Values;
  /** See dedup/row-identity.ts. */
  readonly identity: string;
}

/** Something unusual about a row, at one of its fields. */
export interface Suspect {
  readonly field: string;
  /** The year of the column, in a yearly field. */
  readonly year?: string;
  /** Where it is not the column of the field. */
  readonly column?: MappedColumn;
  readonly finding: Finding;
}
