// The last sheet of a report's workbook: what each column of each sheet means, its unit, and where it comes from.

import type { ExportDataset } from '../../datasets/dataset.js';
import type { MonthlyReport } from '../../report/monthly/report-model.js';
import type { WorkbookWriter } from '../../workbook/workbook-writer.js';
import { rowHeight } from '../sheet/cell-size.js';
import { sheetName } from '../sheet/sheet-name.js';
import { onePageWide, proseStyle, strongHeader } from '../sheet/style.js';

const TITLES = ['Sheet', 'Column', 'Key', 'Unit', 'Meaning', 'Source'];
const WIDTHS = [24, 44, 40, 22, 80, 34];
/** Keys of columns that the report has calculated begin so. */
const ADDED = 'report.';

/** Writes the sheet. */
export async function writeDictionarySheet(
  book: WorkbookWriter,
  report: MonthlyReport,
  tables: readonly ExportDataset[],
): Promise<void> {
  const sheet = book.sheet({
    name: 'Data dictionary',
    columns: WIDTHS.map((width) => ({ width })),
    frozen: { rows: 1, columns: 0 },
    page: onePageWide,
  });
  const lines = [...summaryLines(report), ...tables.flatMap((table) => datasetLines(report, table))];
  await sheet.add(TITLES.map((value) => ({ value, style: strongHeader })));
  for (const line of lines) {
    await sheet.add(
      line.map((value) => ({ value, style: proseStyle })),
      rowHeight(line, WIDTHS),
    );
  }
  await sheet.close({ rows: lines.length + 1, columns: TITLES.length });
}

function summaryLines({ tables, coverage, bridge = [] }: MonthlyReport): readonly (readonly string[])[] {
  return [...bridge, ...tables, coverage].flatMap(({ title, note, columns }) =>
    columns.map((column) => [
      'Summary',
      `${title}: ${column.title}`,
      '',
      column.unit,
      note,
      'calculated by carbonsheet',
    ]),
  );
}

function datasetLines(
  { service }: MonthlyReport,
  { title, columns, assumption }: ExportDataset,
): readonly (readonly string[])[] {
  return columns.map((column) => {
    const isAdded = column.key.startsWith(ADDED);
    const isAssumed = assumption !== undefined && column.unit !== '' && !isAdded;
    return [
      sheetName(title),
      column.title,
      column.key,
      isAssumed ? `${column.unit} (assumed)` : column.unit,
      column.note,
      isAdded ? 'calculated by carbonsheet' : service,
    ];
  });
}
