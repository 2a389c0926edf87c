// Writes an export as a workbook: one sheet of rows with the sums below that mean something, and a sheet that explains the columns.

import type { ExportDataset } from '../../datasets/dataset.js';
import { Stop } from '../../problems/stop.js';
import { SHEET_ROWS } from '../../workbook/sheet-writer.js';
import { orLeave } from '../files/or-leave.js';
import { openWorkbook } from '../sheet/workbook-file.js';
import { writeColumnsSheet } from './columns-sheet.js';
import type { ExportFile, ExportOrigin } from './export-file.js';
import { exportSheet } from './export-sheet.js';

/** Opens the workbook. Throws a Stop of kind `output`. */
export async function openExportBook(
  path: string,
  dataset: ExportDataset,
  origin: ExportOrigin,
  mostRows = SHEET_ROWS,
): Promise<ExportFile> {
  const file = await openWorkbook(path, origin.exportedAt);
  const sheet = await orLeave(file, () => exportSheet(file, dataset, mostRows));
  return {
    add(row) {
      if (sheet.rows === sheet.most) throw tooManyRows(path, sheet.rows);
      return sheet.add(row);
    },
    async close() {
      await sheet.close();
      await writeColumnsSheet(file, dataset, origin, sheet.rows);
      await file.close();
    },
    async discard() {
      sheet.discard();
      await file.discard();
    },
  };
}

function tooManyRows(path: string, most: number): Stop {
  return new Stop(
    'output',
    'TOO_MANY_ROWS',
    `${path}: a sheet holds at most ${most} rows`,
    'export to .csv or .ndjson',
  );
}
