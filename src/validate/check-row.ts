// Turns a source row into a record, or into every problem of every cell: reads its cells (row/), then asks the schema and the
// rules over several fields. dedup/ finds repeats.

import type { Values } from '../datasets/dataset.js';
import type { Mapping } from '../mapping/mapping.js';
import { type Finding, finding, type Problem } from '../problems/problem.js';
import { isBlank, type SourceRow } from '../values/cell.js';
import type { ColumnReading } from '../values/evidence.js';
import { amountIn, type Draft, newDraft, problemIn, report } from './row/draft.js';
import { measureAmount } from './row/measure-amount.js';
import { readCell, readPeriodCells } from './row/read-cells.js';
import { type Table, tableOf } from './row/table.js';
import { findingOf } from './schema.js';
import { type TotalRow, totalRowFinder } from './total-rows.js';

/** A row that has been checked. */
export interface CheckedRow {
  readonly source: SourceRow;
  /** Absent when the row has an error or is a total row, or when the header lacks a column that every row needs. */
  readonly record: Values | undefined;
  /** The values that could be read, also of an invalid row. */
  readonly values: Values;
  readonly problems: readonly Problem[];
  /** Why the row is left out as a total row. */
  readonly leftOut?: Finding;
}

/**
 * Prepares the check of one table's rows, which must pass by in order. `readings` says how a column writes its numbers and
 * dates, by column index; columns that need no saying are left out.
 */
export function rowChecker(
  mapping: Mapping,
  readings: ReadonlyMap<number, ColumnReading>,
): (source: SourceRow) => CheckedRow {
  const table = tableOf(mapping, readings);
  const findTotal = totalRowFinder(mapping.dataset, mapping.columns);
  return (source) => {
    if (isRagged(source, table.width)) {
      const found = finding('RAGGED_ROW', { expected: table.width, got: source.cells.length });
      return { source, record: undefined, values: {}, problems: [problemIn(source, undefined, '', found)] };
    }
    const draft = newDraft(source);
    for (const column of table.single) readCell(draft, column);
    if (table.period) readPeriodCells(table.period, draft);
    for (const amount of table.amounts) measureAmount(table, draft, amount);
    const total = findTotal(source, (column) => amountIn(draft, column));
    if (total?.isLeftOut) return totalRow(source, total);
    if (total) draft.problems.push(problemIn(source, total.labelled, '', total.finding));
    if (source.width !== undefined && source.width < table.width) {
      const found = finding('SHORT_ROW', { expected: table.width, got: source.width });
      draft.problems.push(problemIn(source, undefined, '', found));
    }
    fillIn(table, draft);
    if (draft.doubtful) checkSchema(table, draft);
    checkOneOf(table, draft);
    // Rules see valid values only.
    const values = draft.unsound.size === 0 ? draft.values : { ...draft.values };
    checkRules(table, draft);
    const { problems, unsound } = draft;
    return { source, record: table.complete && unsound.size === 0 ? values : undefined, values, problems };
  };
}

/** The problems of constants, which are the same in every row: reported once, and of no row. */
export function constantProblems(mapping: Mapping, readings: ReadonlyMap<number, ColumnReading>): readonly Problem[] {
  const columns = mapping.columns.filter(({ made }) => made === 'constant');
  if (columns.length === 0) return [];
  const table = tableOf({ ...mapping, columns }, readings);
  const source: SourceRow = { sheet: '', row: 0, cells: [] };
  const draft = newDraft(source);
  for (const column of table.columns) readCell(draft, column);
  checkSchema(table, draft);
  return draft.problems;
}

/** The cells of a total row are no values of a row; only its sums are compared. */
function totalRow(source: SourceRow, { finding: leftOut, labelled, differences }: TotalRow): CheckedRow {
  const problems = [
    problemIn(source, labelled, '', leftOut),
    ...differences.map(({ column, finding: found }) => problemIn(source, column, column.field ?? '', found)),
  ];
  return { source, record: undefined, values: {}, problems, leftOut };
}

function fillIn({ fallbacks }: Table, { values, unsound }: Draft): void {
  for (const [name, fallback] of fallbacks) {
    if (values[name] === undefined && !unsound.has(name)) values[name] = fallback;
  }
}

function checkSchema(table: Table, draft: Draft): void {
  const checked = table.schema.safeParse(draft.values);
  if (checked.success) return;
  for (const issue of checked.error.issues) {
    const [name = '', year] = issue.path.map(String);
    const field = table.fields[name];
    const value = draft.values[name];
    // A cell that could not be read has been reported; it is not empty.
    const unread = value === undefined && draft.unsound.has(name);
    if (field !== undefined && !unread)
      report(table, draft, name, findingOf(issue, field, value, table.days[name]), year);
  }
}

function checkOneOf(table: Table, draft: Draft): void {
  for (const group of table.dataset.oneOf ?? []) {
    if (group.some((name) => draft.values[name] !== undefined || draft.unsound.has(name))) continue;
    const [first, ...others] = table.columns.filter(({ field }) => group.includes(field));
    if (first === undefined) continue;
    const because = `${others.map(({ mapped }) => `"${mapped.title}"`).join(' and ')} is empty`;
    const alone = others.length === 0;
    const found = alone
      ? finding('REQUIRED_EMPTY', {})
      : finding('NEEDS_FIELD', { needed: first.mapped.title, because });
    report(table, draft, first.field, found);
  }
}

function checkRules(table: Table, draft: Draft): void {
  const { unsound } = draft;
  for (const name of unsound) delete draft.values[name];
  for (const { field, finding: found } of table.dataset.check(draft.values, table.titleOf)) {
    if (!unsound.has(field)) report(table, draft, field, found);
  }
}

/**
 * Whether a delimiter within a cell has pushed the row's last cells beyond the header. Cells of a workbook have an address
 * and cannot be pushed: what stands right of the header there is somebody's remark.
 */
function isRagged({ sheet, cells, from }: SourceRow, width: number): boolean {
  if (sheet !== '' || from !== undefined || cells.length <= width) return false;
  return cells.some((cell, index) => index >= width && !isBlank(cell));
}
