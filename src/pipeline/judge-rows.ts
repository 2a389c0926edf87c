// One pass over a table's rows: read, checked, and compared with the rows before them. Every pass gives the same.

import type { Values } from '../datasets/dataset.js';
import { type EqualRows, repeatFinder } from '../dedup/repeats.js';
import { problemAt } from '../problems/place.js';
import type { Finding, Problem } from '../problems/problem.js';
import { type CheckedRow, rowChecker } from '../validate/check-row.js';
import type { SourceRow } from '../values/cell.js';
import { rowsBelowHeader, type Table } from './open-table.js';

/** A row with all that the file alone says about it. */
export interface JudgedRow {
  /** Position among the table's rows, from 0. */
  readonly ordinal: number;
  readonly source: SourceRow;
  /** Absent when the row has an error. */
  readonly record: Values | undefined;
  readonly problems: readonly Problem[];
  /** The row's identity for the ledger; '' when it has an error. */
  readonly identity: string;
  /** Why the row is left out as a duplicate of an earlier one. */
  readonly leftOut: Finding | undefined;
}

/** Starts a pass over the rows below the header, in batches. */
export async function* judgeRows(table: Table, equalRows: EqualRows): AsyncGenerator<readonly JudgedRow[]> {
  const check = rowChecker(table.mapping, table.readings);
  const findRepeat = repeatFinder(table.dataset, equalRows);
  let ordinal = 0;
  for await (const batch of rowsBelowHeader(table.source, table.sheet, table.mapping.headerRow)) {
    const first = ordinal;
    yield batch.map((row, index) => ({ ordinal: first + index, ...withRepeat(check(row), findRepeat, table) }));
    ordinal += batch.length;
  }
}

function withRepeat(
  { source, record, problems }: CheckedRow,
  findRepeat: ReturnType<typeof repeatFinder>,
  table: Table,
): Omit<JudgedRow, 'ordinal'> {
  if (record === undefined) return { source, record, problems, identity: '', leftOut: undefined };
  const repeat = findRepeat(record, source.row);
  const { identity, leftOut } = repeat;
  if (repeat.problem === undefined) return { source, record, problems, identity, leftOut };
  const { field, finding } = repeat.problem;
  const column = table.mapping.columns.find((mapped) => field !== '' && mapped.field === field)?.title ?? '';
  const problem = problemAt({ sheet: source.sheet, row: source.row, column, field, value: '' }, finding);
  const invalid = problem.severity === 'error';
  return {
    source,
    record: invalid ? undefined : record,
    problems: [...problems, problem],
    identity: invalid ? '' : identity,
    leftOut,
  };
}

/** The records of the rows that are fit to send, one by one. */
export async function* fitRecords(table: Table, equalRows: EqualRows): AsyncGenerator<Values> {
  for await (const rows of judgeRows(table, equalRows)) {
    for (const { record, leftOut } of rows) if (record !== undefined && leftOut === undefined) yield record;
  }
}
