// A workbook of plain tables, each on a sheet of its own.

import { orLeave } from '../files/or-leave.js';
import { openWorkbook } from '../sheet/workbook-file.js';
import { type FurtherSheet, tableSheet } from './summary-sheets.js';

/** A table with its rows. */
export interface Table extends FurtherSheet {
  readonly rows: readonly (readonly (string | number)[])[];
}

/** Writes the workbook. Equal tables make equal bytes. Throws a Stop of kind `output`. */
export async function writeTables(path: string, tables: readonly Table[]): Promise<void> {
  await orLeave(await openWorkbook(path), async (book) => {
    for (const table of tables) {
      const { layout, rows } = tableSheet(table, () => table.rows);
      const sheet = book.sheet(layout);
      for (const cells of typeof rows === 'function' ? rows([]) : rows) await sheet.add(cells);
      await sheet.close();
    }
    await book.close();
  });
}
