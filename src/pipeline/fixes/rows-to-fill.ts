// Which rows an answer for empty cells fills: those that need a value there once all other answers are in. Total rows need none, and
// stay total rows.

import { requiredGroups } from '../../datasets/dataset.js';
import { cellOf, type Mapping } from '../../mapping/mapping.js';
import { shownValue } from '../../problems/causes.js';
import type { Problem } from '../../problems/problem.js';
import type { Cell, SourceRow } from '../../values/cell.js';
import { cellText, isBlank } from '../../values/cell.js';
import { type JudgedRow, rowJudge } from '../rows/judge-row.js';
import type { Table } from '../table/open-table.js';
import type { ColumnAnswers, TableAnswers } from './answers.js';

/** A column, or a field that has none. */
export type Filled = Pick<ColumnAnswers, 'index'> | { readonly field: string };

/** What is known of the cells that answers fill. */
export interface RowsToFill {
  /** Whether the answer fills the empty cell of this row. */
  isFilled(filled: Filled, row: number): boolean;
  /** The first row with an empty cell that the answer does not fill. */
  spared(filled: Filled): number | undefined;
}

/** The fields among the answers that every row needs. */
export function neededThroughout({ dataset }: Mapping, { fields }: TableAnswers): ReadonlySet<string> {
  return new Set(requiredGroups(dataset).flatMap(([first = '']) => (fields.has(first) ? [first] : [])));
}

/** Judges the rows with the answers in place, again until no more cells are found to need one. */
export async function rowsToFill(
  { mapping, readings, selection, rows }: Pick<Table, 'mapping' | 'readings' | 'selection' | 'rows'>,
  answers: TableAnswers,
): Promise<RowsToFill> {
  const columns = answers.columns.filter(({ uses }) => uses.has(''));
  const throughout = neededThroughout(mapping, answers);
  const some = [...answers.fields.keys()].filter((field) => !throughout.has(field));
  const filled = new Map([...columns.map(({ index }) => index), ...some].map((key) => [key, new Set<number>()]));
  const spared = new Map<number | string, number>();
  const totals = new Set<number>();
  let isSettled = columns.length === 0 && answers.fields.size === 0;
  while (!isSettled) {
    isSettled = true;
    spared.clear();
    const judge = rowJudge(mapping, readings, 'keep', selection);
    for await (const batch of rows())
      for (const source of batch) {
        const judged = judge(withAnswers(source, answers, filled));
        const { row } = source;
        if (judged.leftOut?.code === 'TOTAL_ROW') totals.add(row);
        for (const key of emptyIn(judged, columns, some, filled)) {
          if (!isAsked(judged, key, columns)) {
            if (isSent(judged) && !spared.has(key)) spared.set(key, row);
            continue;
          }
          filled.get(key)?.add(row);
          isSettled = false;
        }
      }
  }
  // A field that no row needs is for all of them: somebody has asked for it.
  const someRows = (key: string | number): ReadonlySet<number> | undefined => {
    const rowsOf = filled.get(key);
    return rowsOf === undefined || (typeof key === 'string' && rowsOf.size === 0) ? undefined : rowsOf;
  };
  return {
    isFilled: (one, row) => {
      const rowsOf = someRows(keyOf(one));
      return rowsOf === undefined ? !totals.has(row) : rowsOf.has(row);
    },
    spared: (one) => (someRows(keyOf(one)) === undefined ? undefined : spared.get(keyOf(one))),
  };
}

function keyOf(one: Filled): string | number {
  return 'index' in one ? one.index : one.field;
}

/** The columns and fields that are empty in a row and not filled yet. */
function emptyIn(
  { source }: JudgedRow,
  columns: readonly ColumnAnswers[],
  fields: readonly string[],
  filled: ReadonlyMap<string | number, ReadonlySet<number>>,
): readonly (string | number)[] {
  const empty = columns.filter((column) => isBlank(cellOf(column.mapped ?? column, source)));
  const open = fields.filter((field) => !filled.get(field)?.has(source.row));
  return [...empty.map(({ index }) => index), ...open];
}

/** Whether an error of the row asks for a value there. */
function isAsked({ problems }: JudgedRow, key: string | number, columns: readonly ColumnAnswers[]): boolean {
  const title = typeof key === 'string' ? '' : columns.find(({ index }) => index === key)?.title;
  return problems.some(
    ({ severity, column, field, value }: Problem) =>
      severity === 'error' && column === title && isBlank(value) && (typeof key === 'number' || field === key),
  );
}

/** Rows that are left out, skipped or deleted need no value. */
function isSent({ leftOut, marks }: JudgedRow): boolean {
  return leftOut === undefined && marks?.word !== 'skip' && marks?.word !== 'delete';
}

/** The row as the copy will have it. */
function withAnswers(
  source: SourceRow,
  { columns }: TableAnswers,
  filled: ReadonlyMap<string | number, ReadonlySet<number>>,
): SourceRow {
  let cells: Cell[] | undefined;
  for (const column of columns) {
    const cell = cellOf(column.mapped ?? column, source);
    const isEmpty = isBlank(cell);
    const answered = column.uses.get(isEmpty ? '' : shownValue(cellText(cell)));
    if (answered === undefined || (isEmpty && !filled.get(column.index)?.has(source.row))) continue;
    cells ??= [...source.cells];
    cells[column.index] = answered.use;
  }
  return cells === undefined ? source : { ...source, cells };
}
