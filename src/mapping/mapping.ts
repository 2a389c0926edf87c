// What a header means: each column with its field. Leaves finding that out to map-header.ts.

import type { ImportDataset } from '../datasets/dataset.js';
import type { Problem } from '../problems/problem.js';
import { type Cell, cellText, type SourceRow } from '../values/cell.js';
import type { Measure } from '../values/numbers/measure.js';
import type { Mark } from './mark-columns.js';
import type { PeriodColumns } from './period-columns.js';

/** One column of the header. */
export interface MappedColumn {
  /** From 0. */
  readonly index: number;
  /** As Excel names it: A, B … AA. */
  readonly letter: string;
  /** The user's own title; '' for a column without one. */
  readonly title: string;
  /** The dataset's field, or undefined when the column is not used. */
  readonly field: string | undefined;
  /** The year that the column is about, in a yearly field. */
  readonly year?: string;
  /** What the title, or a line above the header, says of the numbers. */
  readonly measure?: Measure;
  /** Whether only a line above the header says it: the unit of a row's own goes before it. */
  readonly isAbove?: true;
  /** Its cells, perhaps with those of other columns, give two fields: `field` and the end of the period. */
  readonly period?: PeriodColumns;
  /** What the column says of a row as a whole, where it belongs to no field. */
  readonly mark?: Mark;
  /** Whether the source has no such column: rows gained it when a matrix was unpivoted. */
  readonly gained?: true;
  /** Makes its cell from the row's cells, where that is not simply the cell at `index`. Ask with `cellOf`. */
  readonly derive?: (cells: readonly Cell[]) => Cell;
  /** What its cells are made of, where the source has no such column. Its `index` is beyond the source's columns. */
  readonly made?: 'constant' | 'join' | 'split';
  /** The constant that its empty cells are read as, and its title. */
  readonly filler?: { readonly text: string; readonly title: string };
  /** The column of credits that are taken off its debits, as the user titled it. */
  readonly minus?: string;
  /** How much of what it says is read in columns that are made of it. */
  readonly taken?: 'all' | 'some';
}

/** What a header means. */
export interface Mapping {
  readonly dataset: ImportDataset;
  /** As Excel shows it. */
  readonly headerRow: number;
  /** Every column up to the last one with a title. */
  readonly columns: readonly MappedColumn[];
  readonly problems: readonly Problem[];
  /** Columns that are missing, where rows to delete do without them: errors of the rows that do not. */
  readonly missing?: readonly Problem[];
}

/** The column that a field's value comes from, if it has one. */
export function columnOf({ columns }: Pick<Mapping, 'columns'>, field: string): MappedColumn | undefined {
  return field === '' ? undefined : columns.find((column) => column.field === field || column.period?.end === field);
}

/** The cell of a column in a row: the only way to ask for it, since it may be derived. */
export function cellOf(
  { index, derive }: { readonly index: number; readonly derive?: MappedColumn['derive'] | undefined },
  { cells }: Pick<SourceRow, 'cells'>,
): Cell {
  return derive === undefined ? (cells[index] ?? null) : derive(cells);
}

/** The titles of a header, trimmed; '' where a column has none. */
export function headerTitles(header: SourceRow): readonly string[] {
  return header.cells.map((cell) => cellText(cell).replace(/\s+/g, ' ').trim());
}
