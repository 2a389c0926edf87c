// What control totals prove: whether everything of the file is at the service as it was sent, and what differs. Pure.

import type { Reconciled } from '../reconciliation.js';
import { type ControlTotals, OTHERS, type Step, type Sum } from './control-totals.js';

/** How the service was read back. */
export interface ReadBack {
  /** `write`: the rows were looked up while they were written. `file`: of an export. `none`: see `why`. */
  readonly by: 'list' | 'id' | 'look-up' | 'write' | 'file' | 'none';
  /** Requests that it took. */
  readonly requests: number;
  /** Why it was not read back; of a file, that it has changed. */
  readonly why?: string;
  /** Of a file without the columns of its sums: only its rows were compared. */
  readonly isRowsAlone?: true;
}

/** A value that the service holds otherwise than it was sent. */
export interface Difference {
  readonly sheet: string;
  readonly row: number;
  /** The user's own title; '' when it is about the whole row. */
  readonly column: string;
  readonly field: string;
  readonly remoteId: string;
  /** The cell as the file has it. */
  readonly source: string;
  readonly sent: string;
  /** '' when the service has no such value, or no such row. */
  readonly stored: string;
}

/** The control totals of a run and what follows from them: reconciliation.json. */
export interface Reconciliation {
  readonly version: 1;
  readonly run: string;
  readonly command: string;
  readonly dataset: string;
  readonly provider: string;
  readonly file: string;
  readonly sha256: string;
  /** When the totals were taken; ISO 8601, UTC. */
  readonly takenAt: string;
  /** The field that is summed; '' for a dataset without amounts that add up. */
  readonly field: string;
  readonly totals: ControlTotals;
  readonly readBack: ReadBack;
  /** Rows that are stored otherwise than they were sent. */
  readonly rowsDiffering: number;
  /** The first of their values. */
  readonly differences: readonly Difference[];
  /** Whether what was read back equals what was sent, and nothing was lost on the way; undefined when it was not read back. */
  readonly isEqual?: boolean;
  /** Per account, for a ledger. */
  readonly accounts: readonly Reconciled[];
}

/** The same in short: rows at each station. In summary.json and in the log. */
export interface ReconciledRows extends Pick<Reconciliation, 'isEqual' | 'rowsDiffering'> {
  readonly source: number;
  readonly records: number;
  readonly sent: number;
  /** Absent when nothing was read back. */
  readonly stored?: number;
}

/** A reconciliation in short. */
export function inShort({ totals: { rows }, rowsDiffering, isEqual }: Reconciliation): ReconciledRows {
  const { source, records, sent, stored } = rows;
  return { source, records, sent, ...(isEqual !== undefined && { stored, isEqual }), rowsDiffering };
}

/** Differences that are kept of a run; all differing rows are counted. */
export const MOST_DIFFERENCES = 1000;

/** Whether the totals hold: rows that leave the way are counted, and what moved between rows comes to 0. */
export function isLossless({ rows, units }: ControlTotals): boolean {
  const parts = rows.excluded + rows.invalid + rows.moved + rows.records;
  const sentOrNot = rows.there + rows.open + rows.sent;
  return rows.source === parts && rows.records === sentOrNot && units.every(({ at }) => (at.moved?.sum ?? '0') === '0');
}

/** Whether the service holds what was sent: by rows, and by unit, country and period. */
export function isStoredAsSent({ rows, units, countries, periods }: ControlTotals): boolean {
  const lines = [...units, ...countries, ...periods];
  return rows.sent === rows.stored && lines.every(({ at }) => isSame(at.sent, at.stored));
}

/** Whether a file holds what was given for it. Places that were put together as others differ with the order of the rows. */
export function isWrittenAsGiven(
  { rows, units, countries, periods }: ControlTotals,
  { isRowsAlone }: Pick<ReadBack, 'isRowsAlone'>,
): boolean {
  if (isRowsAlone) return rows.stored === rows.written;
  const told = [units, countries, periods].filter((lines) =>
    lines.every((line) => !Object.values(line).includes(OTHERS)),
  );
  return rows.stored === rows.written && told.flat().every(({ at }) => isSame(at.stored, at.written));
}

function isSame(one: Sum | undefined, other: Sum | undefined): boolean {
  return (one?.rows ?? 0) === (other?.rows ?? 0) && (one?.sum ?? '0') === (other?.sum ?? '0');
}

/** Steps at which rows leave the way. */
export const WAYS_OFF = ['excluded', 'invalid', 'there', 'open'] as const satisfies readonly Step[];
