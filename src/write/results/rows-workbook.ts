// A new workbook that holds the rows of a CSV file as they are, for the results to be written into.

import type { SourceRow } from '../../values/cell.js';
import { SHEET_COLUMNS, SHEET_ROWS } from '../../workbook/sheet-writer.js';
import { orLeave } from '../files/or-leave.js';
import { titleWidth } from '../sheet/cell-size.js';
import { sheetCell } from '../sheet/sheet-cell.js';
import { softHeader } from '../sheet/style.js';
import { openWorkbook } from '../sheet/workbook-file.js';

/** Where the rows are put. */
export interface RowsLayout {
  /** The sheet's name. */
  readonly name: string;
  readonly headerRow: number;
  readonly titles: readonly string[];
}

/** Writes the workbook; how many rows it leaves out, since no sheet can hold them. Throws a Stop of kind `output`. */
export async function writeRowsWorkbook(
  path: string,
  { name, headerRow, titles }: RowsLayout,
  batches: AsyncIterable<readonly SourceRow[]>,
): Promise<number> {
  const file = await openWorkbook(path);
  return orLeave(file, async () => {
    let left = 0;
    const columns = titles.slice(0, SHEET_COLUMNS).map((title) => ({ width: titleWidth(title) }));
    const sheet = file.sheet({ name, columns, frozen: { rows: headerRow, columns: 0 } });
    for await (const batch of batches) {
      for (const { row, cells } of batch) {
        if (row > SHEET_ROWS) {
          left += 1;
          continue;
        }
        sheet.skipTo(row);
        const own = cells.slice(0, SHEET_COLUMNS).map(sheetCell);
        await sheet.add(row === headerRow ? own.map((cell) => cell && { ...cell, style: softHeader }) : own);
      }
    }
    await sheet.close();
    await file.close();
    return left;
  });
}
