// Writes an export as a workbook: a sheet of rows with the sums below that mean something, further ones where it is full, and a sheet
// that explains the columns.

import type { ExportDataset } from '../../datasets/dataset.js';
import { orLeave } from '../files/or-leave.js';
import { openWorkbook } from '../sheet/workbook-file.js';
import { writeColumnsSheet } from './columns-sheet.js';
import type { ExportFile, ExportOrigin } from './export-file.js';
import { exportSheets } from './export-sheets.js';

/** Opens the workbook. Throws a Stop of kind `output`. @param sheetRows rows that a sheet can have, its header included */
export async function openExportBook(
  path: string,
  dataset: ExportDataset,
  origin: ExportOrigin,
  sheetRows?: number,
): Promise<ExportFile> {
  const file = await openWorkbook(path, origin.exportedAt);
  const sheets = await orLeave(file, () => exportSheets(file, dataset, sheetRows));
  return {
    add: sheets.add,
    async close() {
      await writeColumnsSheet(file, dataset, origin, await sheets.close());
      await file.close();
    },
    async discard() {
      sheets.discard();
      await file.discard();
    },
  };
}
