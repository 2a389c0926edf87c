// Writes a monthly report as a workbook: the summary in front, a sheet for each dataset, and what every column means at the end.

import type { ExportDataset } from '../../datasets/dataset.js';
import type { MonthlyReport } from '../../report/monthly/report-model.js';
import type { ExportRow } from '../export/export-file.js';
import { exportSheets } from '../export/export-sheets.js';
import { orLeave } from '../files/or-leave.js';
import { openWorkbook } from '../sheet/workbook-file.js';
import { writeDictionarySheet } from './dictionary-sheet.js';
import { writeSummarySheet } from './summary-sheet.js';

/** The rows of a dataset and their columns. */
export interface DatasetSheet {
  readonly table: ExportDataset;
  rows(): Iterable<ExportRow>;
}

/**
 * Writes the workbook; it appears when it is complete. Rows go on in a further sheet where one is full.
 * @param sheetRows rows that a sheet can have, its header included. @default as many as Excel has
 * @throws Stop of kind `output`. Whatever `rows` throws ends the writing.
 */
export async function writeReportBook(
  path: string,
  report: MonthlyReport,
  datasets: readonly DatasetSheet[],
  sheetRows?: number,
): Promise<void> {
  const file = await openWorkbook(path, new Date(report.createdAt));
  await orLeave({ leave: file.discard }, async () => {
    await writeSummarySheet(file, report);
    for (const { table, rows } of datasets) {
      const sheets = await exportSheets(file, table, sheetRows);
      await orLeave({ leave: async () => sheets.discard() }, async () => {
        for (const row of rows()) await sheets.add(row);
        await sheets.close();
      });
    }
    await writeDictionarySheet(
      file,
      report,
      datasets.map(({ table }) => table),
    );
    await file.close();
  });
}
