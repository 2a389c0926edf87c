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

/** A sheet that does not hold all rows of its dataset; the figures count them all. */
export interface CutSheet {
  readonly title: string;
  /** The rows that it holds. */
  readonly rows: number;
}

/**
 * Writes the workbook; it appears when it is complete.
 * @param mostRows of a sheet. @default as many as a sheet of a workbook can have
 * @returns the sheets whose rows are more than they can hold.
 * @throws Stop of kind `output`. Whatever `rows` throws ends the writing.
 */
export async function writeReportBook(
  path: string,
  report: MonthlyReport,
  sheets: readonly DatasetSheet[],
  mostRows?: number,
): Promise<readonly CutSheet[]> {
  const file = await openWorkbook(path, new Date(report.createdAt));
  try {
    await writeSummarySheet(file, report);
    const cut: CutSheet[] = [];
    for (const { table, rows } of sheets) {
      const sheet = await exportSheet(file, table, { sheetRows: mostRows });
      for (const row of rows()) {
        if (sheet.rows === sheet.most) {
          cut.push({ title: table.title, rows: sheet.rows });
          break;
        }
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
    return cut;
  } catch (cause) {
    await file.discard();
    throw cause;
  }
}
