// What a problem is: a value about one cell, row or column, never an exception. The words for each code are in catalogue.ts.

import type { Severity } from './catalogue/problem-type.js';
import type { Catalogue, Finding, ProblemCode } from './catalogue.js';

export type { Finding, Severity };

/** Where a problem stands, in the user's own terms. */
export interface Place {
  /** The sheet's name; '' for a CSV file. */
  readonly sheet: string;
  /** The row number that Excel shows, from 1; 0 when the problem is about the whole file. */
  readonly row: number;
  /** The title the user gave the column; '' when the problem is about the row. */
  readonly column: string;
  /** The dataset's field name; '' when there is none. */
  readonly field: string;
  /** The offending value as the user sees it. */
  readonly value: string;
  /** By what the user knows the row, as `Invoice no. 4711`; absent where the row has nothing of the kind. */
  readonly key?: string;
}

/** A finding at a place, with its severity. */
export type Problem = Finding & Place & { readonly severity: Severity };

/** Makes a finding; the arguments are checked against the code. */
export function finding<C extends ProblemCode>(code: C, args: Catalogue[C]): Finding {
  // The compiler cannot see that a generic pair is a member of the union of pairs.
  return { code, args } as Finding;
}
