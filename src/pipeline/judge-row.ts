// All that the file alone says about one row: read, checked, and compared with the rows before it.

import type { Values } from '../datasets/dataset.js';
import { type EqualRows, type Repeat, type RepeatFinder, repeatFinder } from '../dedup/repeats.js';
import type { Mapping } from '../mapping/map-header.js';
import { problemAt } from '../problems/place.js';
import { type Finding, finding, type Problem } from '../problems/problem.js';
import { type CheckedRow, rowChecker } from '../validate/check-row.js';
import { exampleFinder } from '../validate/example-row.js';
import type { SourceRow } from '../values/cell.js';
import type { ColumnReading } from '../values/evidence.js';

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
  /** Why the row is left out: it repeats an earlier one, is a total row, or the template's example. */
  readonly leftOut: Finding | undefined;
}

/** Prepares for the rows of one table, which must pass by in order. Starting anew gives the same. */
export function rowJudge(
  mapping: Mapping,
  readings: ReadonlyMap<number, ColumnReading>,
  equalRows: EqualRows,
): (row: SourceRow) => JudgedRow {
  const check = rowChecker(mapping, readings);
  const findRepeat = knownFirst(exampleFinder(mapping.dataset), repeatFinder(mapping.dataset, equalRows));
  let ordinal = 0;
  return (row) => withRepeat(ordinal++, check(row), findRepeat, mapping);
}

/** The template's example row is left out before it can be taken for the first of its equals. */
function knownFirst(isExample: (record: Values) => boolean, findRepeat: RepeatFinder): RepeatFinder {
  const example = finding('EXAMPLE_ROW', {});
  const leftOut: Repeat = { identity: '', problem: { field: '', finding: example }, leftOut: example };
  return (record, row) => (isExample(record) ? leftOut : findRepeat(record, row));
}

class Judged implements JudgedRow {
  constructor(
    readonly ordinal: number,
    readonly source: SourceRow,
    readonly record: Values | undefined,
    readonly problems: readonly Problem[],
    readonly leftOut: Finding | undefined,
    private readonly repeat: Repeat | undefined,
  ) {}

  /** Worked out when it is asked for, which a check never does. */
  get identity(): string {
    return this.repeat?.identity ?? '';
  }
}

function withRepeat(
  ordinal: number,
  { source, record, problems, leftOut: total }: CheckedRow,
  findRepeat: RepeatFinder,
  { columns }: Mapping,
): JudgedRow {
  if (record === undefined) return new Judged(ordinal, source, record, problems, total, undefined);
  const repeat = findRepeat(record, source.row);
  const { leftOut } = repeat;
  if (repeat.problem === undefined) return new Judged(ordinal, source, record, problems, leftOut, repeat);
  const { field, finding: found } = repeat.problem;
  const column = columns.find((mapped) => field !== '' && mapped.field === field)?.title ?? '';
  const problem = problemAt({ sheet: source.sheet, row: source.row, column, field, value: '' }, found);
  const all = [...problems, problem];
  if (problem.severity === 'error') return new Judged(ordinal, source, undefined, all, leftOut, undefined);
  return new Judged(ordinal, source, record, all, leftOut, repeat);
}
