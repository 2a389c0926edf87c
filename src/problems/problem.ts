// A problem: a value about one cell, row or column, never an exception. The texts of each code are in catalogue.ts.

import type { Severity } from './catalogue/problem-type.js';
import type { Catalogue, Finding, ProblemCode } from './catalogue.js';

export type { Finding, Severity };

/** The place of a problem, in the user's own terms. */
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
  /** The name that the user knows the row by, as `Invoice no. 4711`; absent if the row has none. */
  readonly key?: string;
}

/** A finding at a place, with its severity. */
export type Problem = Finding & Place & { readonly severity: Severity };

/** Makes a finding; the arguments are checked against the code. */
export function finding<C extends ProblemCode>(code: C, args: Catalogue[C]): Finding {
  // The compiler cannot see that a generic pair is a member of the union of pairs.
  return { code, args } as Finding;
}
