// One sheet of exported rows in a workbook: titles with units, the rows, and the sums below that mean something.

import type { ExportColumn, ExportDataset } from '../../datasets/dataset.js';
import { columnLetters } from '../../values/column-letters.js';
import { shortestText } from '../../values/numbers/figure.js';
import type { CellStyle } from '../../workbook/cell-style.js';
import { SHEET_ROWS, type SheetCell, type SheetLayout } from '../../workbook/sheet-writer.js';
import type { WorkbookWriter } from '../../workbook/workbook-writer.js';
import { sheetCell, textStyle } from '../sheet/sheet-cell.js';
import { sheetName } from '../sheet/sheet-name.js';
import { softHeader, strongHeader, topStyle } from '../sheet/style.js';
import { belowRows, type ColumnFigures, columnFigures, rowsBelow } from './below-rows.js';
import type { ExportRow } from './export-file.js';
import { ManyFigures } from './many-figures.js';

/** Columns that stay in view at most: more would leave no room for the numbers. */
const MOST_FROZEN = 4;
const HEADER_ROW = 1;
/** In points: the units make titles long. */
const HEADER_HEIGHT = 62;

interface ColumnState {
  readonly column: ExportColumn;
  readonly figures: ColumnFigures;
}

/** A sheet of exported rows in the making. */
export interface ExportSheet {
  /** How many rows it has. */
  readonly rows: number;
  /** How many rows it can have. */
  readonly most: number;
  /** Adds a row. Wait for what it returns, if anything, before the next. */
  add(row: ExportRow): Promise<void> | void;
  close(): Promise<void>;
  /** Lets go of what a sheet holds that is not closed. Never fails. */
  discard(): void;
}

/** Which sheet of a dataset it is, from 1, and how many rows it can have, its header included. */
interface SheetPlace {
  readonly number?: number;
  readonly sheetRows?: number | undefined;
}

/** Begins the sheet. A blank stays blank; totals count what is there. */
export async function exportSheet(
  book: WorkbookWriter,
  dataset: ExportDataset,
  { number = 1, sheetRows = SHEET_ROWS }: SheetPlace = {},
): Promise<ExportSheet> {
  const many = new ManyFigures();
  const states = dataset.columns.map((column) => ({ column, figures: columnFigures(column, many) }));
  const sheet = book.sheet({ ...layoutOf(dataset), name: sheetName(dataset.title, number) });
  await sheet.add(headerOf(dataset), HEADER_HEIGHT);
  let rows = 0;
  return {
    get rows() {
      return rows;
    },
    most: sheetRows - HEADER_ROW - rowsBelow(dataset.columns),
    add(row) {
      rows += 1;
      return sheet.add(states.map((state) => cellOf(state, row[state.column.key] ?? null)));
    },
    async close() {
      const last = HEADER_ROW + rows;
      // Below the filter's range, so that sorting leaves them alone.
      if (rows > 0) for (const cells of cellsBelow(states, last)) await sheet.add(cells);
      many.close();
      // The hidden columns too: who sorts by the filter must not tear the marks from their rows.
      await sheet.close({ rows: last, columns: states.length });
    },
    discard: () => many.close(),
  };
}

/** How many of the first columns stay in view: those that say what a row is about. */
function frozenColumns({ columns }: ExportDataset): number {
  const texts = columns.findIndex(({ kind }) => kind !== 'text');
  return Math.min(texts < 0 ? columns.length : texts, MOST_FROZEN);
}

function layoutOf(dataset: ExportDataset): Omit<SheetLayout, 'name'> {
  return {
    columns: dataset.columns.map(({ kind, hidden = false }, index) => {
      // The first column of most is the service's id: a UUID.
      return { width: index === 0 ? 38 : kind === 'datetime' ? 24 : 20, hidden };
    }),
    frozen: { rows: HEADER_ROW, columns: frozenColumns(dataset) },
    page: { orientation: 'landscape', printTitlesRow: '1:1' },
  };
}

function headerOf(dataset: ExportDataset): readonly SheetCell[] {
  const { columns } = dataset;
  const frozen = frozenColumns(dataset);
  // Where rows can be edited and imported, the columns to edit stand out.
  const editable = columns.some(({ readOnly, hidden }) => readOnly || hidden);
  return columns.map((column, index) => {
    const isStrong = editable ? !column.readOnly && !column.hidden : index < frozen;
    return { value: titleWithUnit(column), style: isStrong ? strongHeader : softHeader };
  });
}

/** A column's title as the sheet has it: one header row can be filtered, so the unit stands in it. */
export function titleWithUnit({ title, unit }: Pick<ExportColumn, 'title' | 'unit'>): string {
  return unit === '' ? title : `${title} (${unit})`;
}

function cellOf({ column, figures }: ColumnState, value: ExportRow[string]): SheetCell | undefined {
  if (value === null) return undefined;
  if (typeof value === 'string') return textCell(column, value);
  if (column.kind !== 'number') return { value: shortestText(value), style: textStyle };
  figures.see(value);
  return { value, style: numberStyle(column, value) };
}

function cellsBelow(states: readonly ColumnState[], last: number): readonly (readonly SheetCell[])[] {
  const columns = states.map(({ column, figures }) => {
    return { ...column, figures, styleOf: (value: number) => numberStyle(column, value) };
  });
  return belowRows(columns, (index) => {
    const letters = columnLetters(index);
    return `${letters}${HEADER_ROW + 1}:${letters}${last}`;
  });
}

const general = { ...topStyle, numFmt: 'General' };
const amount = { ...topStyle, numFmt: '#,##0.000000' };
const tinyAmount = { ...topStyle, numFmt: '0.00E+00' };
/** Below this an amount would show as zero in its column's format. */
const SMALLEST_SHOWN = 0.000001;

/** Amounts stand under each other with enough decimals for small footprints; a tiny one never looks like zero. */
function numberStyle({ unit }: ExportColumn, value: number): CellStyle & { readonly numFmt: string } {
  if (unit === '') return general;
  return value !== 0 && Math.abs(value) < SMALLEST_SHOWN ? tinyAmount : amount;
}

/** Digits that Excel's numbers hold all of. */
const EXACT_DIGITS = 15;

/** A text as what its column holds; whatever a cell of that type cannot hold exactly stays text. */
function textCell({ kind }: ExportColumn, text: string): SheetCell | undefined {
  // Excel knows no day before 1900, and counts one too many until March of that year.
  if (kind === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(text) && text >= '1900-03-01') return dayCell(text);
  return kind === 'decimal' && isExact(text)
    ? { value: Number(text), style: general }
    : { value: text, style: textStyle };
}

function isExact(text: string): boolean {
  const digits = text.replace(/^-?0*\.?0*|e.*$|\./gi, '');
  return /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text) && digits.length <= EXACT_DIGITS;
}

function dayCell(day: string): SheetCell | undefined {
  const days = (Date.parse(`${day}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000;
  return sheetCell({ kind: 'date', iso: day, serial: days });
}
