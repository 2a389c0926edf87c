// Writes an export as a workbook: one sheet of rows with the sums below that mean something, and a sheet that explains the columns.

import type { Style, stream, Cell as TargetCell, Worksheet } from 'exceljs';
import type { ExportColumn, ExportDataset } from '../../datasets/dataset.js';
import { Stop } from '../../problems/stop.js';
import { numberText } from '../../values/cell.js';
import { putCells, sheetName, sheetText, textStyle } from '../sheet/sheet-cell.js';
import { softHeader, strongHeader, topStyle } from '../sheet/style.js';
import { openWorkbook, SHEET_ROWS } from '../sheet/workbook-file.js';
import { belowRows, type ColumnFigures, columnFigures, rowsBelow } from './below-rows.js';
import { writeColumnsSheet } from './columns-sheet.js';
import type { ExportFile, ExportOrigin, ExportRow } from './export-file.js';

/** Columns that stay in view at most: more would leave no room for the numbers. */
const MOST_FROZEN = 4;
const HEADER_ROW = 1;

interface ColumnState {
  readonly column: ExportColumn;
  readonly figures: ColumnFigures;
}

/** Opens the workbook. A blank stays blank; totals count what is there. Throws a Stop of kind `output`. */
export async function openExportBook(
  path: string,
  dataset: ExportDataset,
  origin: ExportOrigin,
  mostRows = SHEET_ROWS,
): Promise<ExportFile> {
  const file = await openWorkbook(path);
  file.book.created = origin.exportedAt;
  file.book.modified = origin.exportedAt;
  const states = dataset.columns.map((column) => ({ column, figures: columnFigures(column) }));
  const sheet = addRowsSheet(file.book, dataset);
  const most = mostRows - HEADER_ROW - rowsBelow(dataset.columns);
  let rows = 0;
  return {
    add(row) {
      if (rows === most) throw tooManyRows(path, rows);
      putRow(sheet, states, row);
      rows += 1;
      return file.rowAdded(sheet);
    },
    async close() {
      const last = HEADER_ROW + rows;
      // The hidden columns too: who sorts by the filter must not tear the marks from their rows.
      sheet.autoFilter = { from: { row: HEADER_ROW, column: 1 }, to: { row: last, column: states.length } };
      if (rows > 0) putBelow(sheet, states, last);
      sheet.commit();
      writeColumnsSheet(file.book, dataset, origin, rows);
      await file.close();
    },
    discard: file.discard,
  };
}

/** A column's title as the sheet has it: one header row can be filtered, so the unit stands in it. */
function titleWithUnit({ title, unit }: ExportColumn): string {
  return unit === '' ? title : `${title} (${unit})`;
}

function addRowsSheet(book: stream.xlsx.WorkbookWriter, { title, columns }: ExportDataset): Worksheet {
  const texts = columns.findIndex(({ kind }) => kind !== 'text');
  const frozen = Math.min(texts < 0 ? columns.length : texts, MOST_FROZEN);
  const sheet = book.addWorksheet(sheetName(title), {
    views: [{ state: 'frozen', xSplit: frozen, ySplit: HEADER_ROW }],
    pageSetup: { orientation: 'landscape', printTitlesRow: '1:1' },
  });
  sheet.columns = columns.map(({ kind, hidden = false }, index) => {
    // The first column of most is the service's id: a UUID.
    return { width: index === 0 ? 38 : kind === 'datetime' ? 24 : 20, ...(hidden && { hidden }) };
  });
  // Where rows can be edited and imported, the columns to edit stand out.
  const editable = columns.some(({ readOnly }) => readOnly) || columns.some(({ hidden }) => hidden);
  const header = sheet.addRow([]);
  header.height = 62;
  for (const [index, column] of columns.entries()) {
    const isStrong = editable ? !column.readOnly && !column.hidden : index < frozen;
    put(header.getCell(index + 1), titleWithUnit(column), isStrong ? strongHeader : softHeader);
  }
  header.commit();
  return sheet;
}

function putRow(sheet: Worksheet, states: readonly ColumnState[], values: ExportRow): void {
  const row = sheet.addRow([]);
  for (const [index, state] of states.entries()) {
    const value = values[state.column.key] ?? null;
    if (value === null) continue;
    const target = row.getCell(index + 1);
    if (typeof value === 'string') putText(target, state.column, value);
    else if (state.column.kind !== 'number') put(target, numberText(value), textStyle);
    else {
      put(target, value, numberStyle(state.column, value));
      state.figures.see(value);
    }
  }
  row.commit();
}

/** Below the filter's range, so that sorting leaves it alone. */
function putBelow(sheet: Worksheet, states: readonly ColumnState[], last: number): void {
  const columns = states.map(({ column, figures }) => {
    return { ...column, figures, styleOf: (value: number) => numberStyle(column, value) };
  });
  const rangeOf = (index: number): string => {
    const { letter } = sheet.getColumn(index + 1);
    return `${letter}${HEADER_ROW + 1}:${letter}${last}`;
  };
  for (const cells of belowRows(columns, rangeOf)) {
    const row = sheet.addRow([]);
    for (const [index, { value, style }] of cells.entries()) {
      const target = row.getCell(index + 1);
      target.style = style;
      if (value !== undefined) target.value = value;
    }
    row.commit();
  }
}

const general = { ...topStyle, numFmt: 'General' };
const amount = { ...topStyle, numFmt: '#,##0.000000' };
const tinyAmount = { ...topStyle, numFmt: '0.00E+00' };
/** Below this an amount would show as zero in its column's format. */
const SMALLEST_SHOWN = 0.000001;

/** Amounts stand under each other with enough decimals for small footprints; a tiny one never looks like zero. */
function numberStyle({ unit }: ExportColumn, value: number): Partial<Style> & { readonly numFmt: string } {
  if (unit === '') return general;
  return value !== 0 && Math.abs(value) < SMALLEST_SHOWN ? tinyAmount : amount;
}

/** Digits that Excel's numbers hold all of. */
const EXACT_DIGITS = 15;

/** A text as what its column holds; whatever a cell of that type cannot hold exactly stays text. */
function putText(target: TargetCell, { kind }: ExportColumn, text: string): void {
  const digits = text.replace(/^-?0*\.?0*|e.*$|\./gi, '');
  const isNumber = /^-?\d+(\.\d+)?(e-?\d+)?$/i.test(text) && digits.length <= EXACT_DIGITS;
  // Excel knows no day before 1900, and counts one too many until March of that year.
  if (kind === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(text) && text >= '1900-03-01') putDay(target, text);
  else if (kind === 'decimal' && isNumber) put(target, Number(text), general);
  else put(target, text, textStyle);
}

function putDay(target: TargetCell, day: string): void {
  const days = (Date.parse(`${day}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000;
  putCells({ getCell: () => target }, [{ kind: 'date', iso: day, serial: days }]);
}

function put(target: TargetCell, value: string | number, style: Partial<Style>): void {
  target.value = typeof value === 'string' ? sheetText(value) : value;
  target.style = style;
}

function tooManyRows(path: string, most: number): Stop {
  return new Stop(
    'output',
    'TOO_MANY_ROWS',
    `${path}: a sheet holds at most ${most} rows`,
    'export to .csv or .ndjson',
  );
}
