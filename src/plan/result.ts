// What became of a row. The counts of all statuses add up to the rows of the file.

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

/** What became of one source row. */
export interface Result {
  readonly status: Status;
  /** The service's id of the row; '' when none is known. */
  readonly remoteId: string;
  /** Why, where there is something to say. */
  readonly finding?: Finding;
  /** All that is wrong with the row, where that is more than the finding: its first. */
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
  /** Milliseconds since the epoch, by this machine's clock; told, never used for order. */
  readonly at: number;
  readonly method: string;
  /** The operation's name in our words, as `createPurchase`. */
  readonly route: string;
  readonly requestId: string;
  /** The HTTP status; else `no-answer` when the service may have got the request, `not-sent` when it surely did not. */
  readonly outcome: number | 'no-answer' | 'not-sent';
  /** A POST that only asks, as for a login; the ledger does not keep it. */
  readonly reads?: true;
}

/** How many rows ended how; all but `rows` add up to `rows`. */
export interface Counts {
  readonly rows: number;
  readonly created: number;
  readonly updated: number;
  /** Rows that asked to be deleted, and are; absent when there are none. */
  readonly deleted?: number;
  readonly unchanged: number;
  readonly skipped: number;
  readonly invalid: number;
  readonly failed: number;
  readonly inDoubt: number;
  readonly unsent: number;
}

/** The counts of rows whose number is known by status. */
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
