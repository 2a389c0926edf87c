// Writes an export as a workbook: a sheet of rows with the sums below that mean something, further ones where it is full, and a sheet
// that explains the columns.

import type { ExportDataset } from '../../datasets/dataset.js';
import { SHEET_ROWS } from '../../workbook/sheet-writer.js';
import { orLeave } from '../files/or-leave.js';
import { openWorkbook } from '../sheet/workbook-file.js';
import { writeColumnsSheet } from './columns-sheet.js';
import type { ExportFile, ExportOrigin } from './export-file.js';
import { exportSheet } from './export-sheet.js';

/** Opens the workbook. Throws a Stop of kind `output`. @param sheetRows rows that a sheet can have, its header included */
export async function openExportBook(
  path: string,
  dataset: ExportDataset,
  origin: ExportOrigin,
  sheetRows = SHEET_ROWS,
): Promise<ExportFile> {
  const file = await openWorkbook(path, origin.exportedAt);
  let sheet = await orLeave(file, () => exportSheet(file, dataset, { sheetRows }));
  const full: number[] = [];
  const goOn = async (): Promise<void> => {
    await sheet.close();
    full.push(sheet.rows);
    sheet = await exportSheet(file, dataset, { sheetRows, number: full.length + 1 });
  };
  return {
    add(row) {
      return sheet.rows < sheet.most ? sheet.add(row) : goOn().then(() => sheet.add(row));
    },
    async close() {
      await sheet.close();
      await writeColumnsSheet(file, dataset, origin, [...full, sheet.rows]);
      await file.close();
    },
    async discard() {
      sheet.discard();
      await file.discard();
    },
  };
}
