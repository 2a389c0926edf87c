// One of the two exports that are compared, whatever it is kept in: a file, or the rows that a run noted.

import type { Dataset } from '../../datasets/dataset.js';
import type { ComparableRow } from '../../report/delta/comparable.js';
import type { Comparison } from '../comparison/comparison.js';

/** An export to compare. */
export interface Side {
  /** As the user named it. */
  readonly name: string;
  readonly dataset: Dataset;
  /** The datasets of which it may be, the likeliest first. */
  readonly datasets: readonly string[];
  readonly comparison: Comparison;
  /** Inputs that the export has, by column; undefined where it kept their hash alone. */
  readonly inputs: ReadonlySet<string> | undefined;
  /** Whose rows they are; empty where the export does not say it. Known when all rows were read. */
  owners(): readonly string[];
  /** Each call reads the rows anew. */
  rows(): AsyncIterable<ComparableRow>;
  close(): Promise<void>;
}
