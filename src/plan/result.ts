// The result of a row. The counts of all statuses add up to the rows of the file.

import type { Finding, Problem } from '../problems/problem.js';

export const statuses = [
  'created',
  'updated',
  'deleted',
  'unchanged',
  'skipped',
  'invalid',
  'failed',
  'in-doubt',
  'unsent',
] as const;
export type Status = (typeof statuses)[number];

/** The result of one source row. */
export interface Result {
  readonly status: Status;
  /** The service's id of the row; '' when none is known. */
  readonly remoteId: string;
  /** The reason, where there is one. */
  readonly finding?: Finding;
  /** Every problem of the row, where there are more than `finding`, which is the first. */
  readonly problems?: readonly Problem[];
  /** The field the finding is about; '' when it is about the row. */
  readonly field: string;
  /** The x-request-id of the last request about the row; '' when none was sent. */
  readonly requestId: string;
  /** Requests sent about this row. */
  readonly attempts: number;
}

/** One request about a row, as it went over the wire. */
export interface Attempt {
  /** Milliseconds since the epoch by this machine's clock: for people, never for order. */
  readonly at: number;
  readonly method: string;
  /** The operation's name in our words, as `createPurchase`. */
  readonly route: string;
  readonly requestId: string;
  /** The HTTP status; `no-answer` when the service may have received the request, `not-sent` when it did not. */
  readonly outcome: number | 'no-answer' | 'not-sent';
  /** A POST that changes nothing, such as a login; the ledger does not store it. */
  readonly reads?: true;
}

/** Rows by result; all counts but `rows` add up to `rows`. */
export interface Counts {
  readonly rows: number;
  readonly created: number;
  readonly updated: number;
  /** Deleted rows; absent when there are none. */
  readonly deleted?: number;
  readonly unchanged: number;
  readonly skipped: number;
  readonly invalid: number;
  readonly failed: number;
  readonly inDoubt: number;
  readonly unsent: number;
  /** Rows in the file of an export; absent in other runs. */
  readonly exported?: number;
}

/** The counts, given the number of rows of each status. */
export function countsFrom(rowsOf: (status: Status) => number): Counts {
  const deleted = rowsOf('deleted');
  return {
    rows: statuses.reduce((rows, status) => rows + rowsOf(status), 0),
    created: rowsOf('created'),
    updated: rowsOf('updated'),
    ...(deleted > 0 && { deleted }),
    unchanged: rowsOf('unchanged'),
    skipped: rowsOf('skipped'),
    invalid: rowsOf('invalid'),
    failed: rowsOf('failed'),
    inDoubt: rowsOf('in-doubt'),
    unsent: rowsOf('unsent'),
  };
}
