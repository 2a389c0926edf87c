// The rows of a dataset in a workbook: in one sheet, and in further ones where it is full.

import type { ExportDataset } from '../../datasets/dataset.js';
import { SHEET_ROWS } from '../../workbook/sheet-writer.js';
import type { WorkbookWriter } from '../../workbook/workbook-writer.js';
import type { ExportRow } from './export-file.js';
import { exportSheet } from './export-sheet.js';

/** Sheets of exported rows in the making. */
export interface ExportSheets {
  /** Adds a row. Wait for what it returns, if anything, before the next. */
  add(row: ExportRow): Promise<void> | void;
  /** @returns the rows of each sheet. */
  close(): Promise<readonly number[]>;
  /** Lets go of what a sheet holds that is not closed. Never fails. */
  discard(): void;
}

/** Begins the first sheet. @param sheetRows rows that a sheet can have, its header included */
export async function exportSheets(
  book: WorkbookWriter,
  dataset: ExportDataset,
  sheetRows = SHEET_ROWS,
): Promise<ExportSheets> {
  let sheet = await exportSheet(book, dataset, { sheetRows });
  const full: number[] = [];
  const goOn = async (): Promise<void> => {
    await sheet.close();
    full.push(sheet.rows);
    sheet = await exportSheet(book, dataset, { sheetRows, number: full.length + 1 });
  };
  return {
    add(row) {
      return sheet.rows < sheet.most ? sheet.add(row) : goOn().then(() => sheet.add(row));
    },
    async close() {
      await sheet.close();
      return [...full, sheet.rows];
    },
    discard: () => sheet.discard(),
  };
}
