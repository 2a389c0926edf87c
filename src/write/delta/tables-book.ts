// Writes plain tables as a workbook: a sheet each, with typed cells, a frozen header and a filter. What is in them is up to the
// callers.

import type { CellStyle } from '../../workbook/cell-style.js';
import { SHEET_ROWS, type SheetCell } from '../../workbook/sheet-writer.js';
import { orLeave } from '../files/or-leave.js';
import { onePageWide, proseStyle, strongHeader, topStyle } from '../sheet/style.js';
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
    for (const { name, columns, rows } of tables) {
      const sheet = file.sheet({
        name,
        columns: columns.map(({ width }) => ({ width })),
        frozen: { rows: 1, columns: 1 },
        page: onePageWide,
      });
      await sheet.add(columns.map(({ title }) => ({ value: title, style: strongHeader })));
      let written = 1;
      for await (const cells of rows) {
        written += 1;
        if (written === SHEET_ROWS) {
          await sheet.add([{ value: 'A sheet holds no more rows. The same file as .csv or .json has them all.' }]);
          break;
        }
        await sheet.add(cells.map(cellOf));
      }
      await sheet.close({ rows: written, columns: columns.length });
    }
    await file.close();
  });
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
