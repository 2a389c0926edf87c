// Writes plain tables as a workbook: a sheet each, with typed cells, a frozen header and a filter. What is in them is up to the
// callers.

import type { CellStyle } from '../../workbook/cell-style.js';
import { SHEET_ROWS, type SheetCell } from '../../workbook/sheet-writer.js';
import type { WorkbookWriter } from '../../workbook/workbook-writer.js';
import { orLeave } from '../files/or-leave.js';
import { rowHeight } from '../sheet/cell-size.js';
import { onePageWide, proseStyle, strongHeader, titleStyle, topStyle } from '../sheet/style.js';
import { openWorkbook } from '../sheet/workbook-file.js';

/** A cell: a text, an exact decimal, or nothing. `isCount`: shown without decimals. */
export type TableCell = string | { readonly decimal: string; readonly isCount?: true } | null;

/** A table to write. */
export interface BookTable {
  /** The sheet's name. */
  readonly name: string;
  readonly columns: readonly { readonly title: string; readonly width: number }[];
  readonly rows: AsyncIterable<readonly TableCell[]> | Iterable<readonly TableCell[]>;
}

/** Writes the workbook. Throws a Stop of kind `output`. */
export async function writeTablesBook(path: string, madeAt: Date, tables: readonly BookTable[]): Promise<void> {
  const file = await openWorkbook(path, madeAt);
  await orLeave(file, async () => {
    for (const table of tables) await addTable(file, table);
    await file.close();
  });
}

/** Adds a table as a sheet. @param above lines above the header */
export async function addTable(
  file: WorkbookWriter,
  { name, columns, rows }: BookTable,
  above: readonly string[] = [],
): Promise<void> {
  const sheet = file.sheet({
    name,
    columns: columns.map(({ width }) => ({ width })),
    frozen: { rows: above.length + 1, columns: 1 },
    page: onePageWide,
  });
  for (const value of above) await sheet.add([{ value, style: titleStyle }]);
  await sheet.add(columns.map(({ title }) => ({ value: title, style: strongHeader })));
  const widths = columns.map(({ width }) => width);
  let written = above.length + 1;
  for await (const cells of rows) {
    written += 1;
    if (written === SHEET_ROWS) {
      await sheet.add([{ value: 'A sheet holds no more rows. The same file as .csv or .json has them all.' }]);
      break;
    }
    const texts = cells.map((cell) => (typeof cell === 'string' ? cell : ''));
    await sheet.add(cells.map(cellOf), rowHeight(texts, widths));
  }
  await sheet.close(above.length === 0 ? { rows: written, columns: columns.length } : undefined);
}

/** Digits that Excel's numbers hold all of. */
const EXACT_DIGITS = 15;
const amount: CellStyle = { ...topStyle, numFmt: '#,##0.00####' };
const count: CellStyle = { ...topStyle, numFmt: '#,##0' };
const tiny: CellStyle = { ...topStyle, numFmt: '0.00E+00' };
const SMALLEST_SHOWN = 0.000001;

function cellOf(cell: TableCell): SheetCell | undefined {
  if (cell === null || cell === '') return undefined;
  if (typeof cell === 'string') return { value: cell, style: proseStyle };
  const { decimal, isCount } = cell;
  if (decimal.replace(/^-?0*\.?0*|\./g, '').length > EXACT_DIGITS) return { value: decimal, style: topStyle };
  const value = Number(decimal);
  if (isCount) return { value, style: count };
  return { value, style: value !== 0 && Math.abs(value) < SMALLEST_SHOWN ? tiny : amount };
}
