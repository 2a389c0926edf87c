// Writes a monthly report as a workbook: the summary in front, a sheet for each dataset, and what every column means at the end.

import type { ExportDataset } from '../../datasets/dataset.js';
import type { MonthlyReport } from '../../report/monthly/report-model.js';
import type { ExportRow } from '../export/export-file.js';
import { exportSheet } from '../export/export-sheet.js';
import { openWorkbook } from '../sheet/workbook-file.js';
import { writeDictionarySheet } from './dictionary-sheet.js';
import { writeSummarySheet } from './summary-sheet.js';

/** The rows of a dataset and their columns. */
export interface DatasetSheet {
  readonly table: ExportDataset;
  rows(): Iterable<ExportRow>;
}

/**
 * Writes the workbook; it appears when it is complete. Rows that a sheet cannot hold are left out: the figures count them.
 * @throws Stop of kind `output`. Whatever `rows` throws ends the writing.
 */
export async function writeReportBook(
  path: string,
  report: MonthlyReport,
  sheets: readonly DatasetSheet[],
): Promise<void> {
  const file = await openWorkbook(path, new Date(report.createdAt));
  try {
    await writeSummarySheet(file, report);
    for (const { table, rows } of sheets) {
      const sheet = await exportSheet(file, table);
      for (const row of rows()) {
        if (sheet.rows === sheet.most) break;
        await sheet.add(row);
      }
      await sheet.close();
    }
    await writeDictionarySheet(
      file,
      report,
      sheets.map(({ table }) => table),
    );
    await file.close();
  } catch (cause) {
    await file.discard();
    throw cause;
  }
}
