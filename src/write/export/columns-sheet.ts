// The sheet of an exported workbook that explains it: what it is, when it was made, and what each column means.

import type { ExportColumn, ExportDataset } from '../../datasets/dataset.js';
import { grouped } from '../../values/numbers/grouped.js';
import type { CellStyle } from '../../workbook/cell-style.js';
import type { WorkbookWriter } from '../../workbook/workbook-writer.js';
import { rowHeight } from '../sheet/cell-size.js';
import { columnsTitles } from '../sheet/explaining-sheets.js';
import { sheetName } from '../sheet/sheet-name.js';
import { labelStyle, onePageWide, proseStyle, strongHeader, titleStyle } from '../sheet/style.js';
import type { ExportOrigin } from './export-file.js';

const BLANK = 'The service gave no value, for instance because a footprint is missing. A blank never stands for zero.';
const TOTALS = 'Below the rows: the sum of the rows that the filter shows.';
const SPREAD =
  'Below the rows: how many figures the rows have that the filter shows, the smallest, the median and the largest. They are not added: figures per kilogram, and shares, have no sum.';

const OWN = ' Figures below the rows are those of their sheet.';

const WIDTHS = [48, 52, 24, 80];

/** Adds the sheet `Columns`. @param rows of each sheet of the export */
export async function writeColumnsSheet(
  book: WorkbookWriter,
  { title, summary, columns, assumption }: ExportDataset,
  { exportedAt, readTo, from }: ExportOrigin,
  rows: readonly number[],
): Promise<void> {
  const sheet = book.sheet({ name: 'Columns', columns: WIDTHS.map((width) => ({ width })), page: onePageWide });
  const labelled = (label: string, value: string | number) =>
    sheet.add([
      { value: label, style: labelStyle },
      { value, style: valueStyle },
    ]);
  const has = (kind: ExportColumn['below']) => columns.some(({ below }) => below === kind);

  await sheet.add([{ value: title, style: titleStyle }]);
  await sheet.add([{ value: summary }]);
  await labelled('Exported', momentText(exportedAt));
  if (readTo) await labelled('Read until', momentText(readTo));
  await labelled('From', from);
  await labelled(
    'Rows',
    rows.reduce((sum, one) => sum + one, 0),
  );
  if (rows.length > 1) await labelled('Sheets', sheetsText(title, rows) + (has('total') || has('spread') ? OWN : ''));
  await labelled('A blank cell', BLANK);
  if (assumption !== undefined) await labelled('Assumed', assumption);
  if (has('total')) await labelled('Total', TOTALS);
  if (has('spread')) await labelled('Figures below', SPREAD);
  await sheet.add([]);
  await sheet.add(columnsTitles.map((value) => ({ value, style: strongHeader })));
  for (const column of columns) {
    const texts = [column.title, column.key, column.unit, column.note];
    await sheet.add(
      texts.map((value) => ({ value, style: proseStyle })),
      rowHeight(texts, WIDTHS),
    );
  }
  await sheet.close();
}

/** The rows go on where a sheet is full. */
function sheetsText(title: string, rows: readonly number[]): string {
  const sheets = rows.map((one, index) => `${grouped(one)} in ${sheetName(title, index + 1)}`);
  return `The rows are more than a sheet holds: ${sheets.join(', ')}.`;
}

const valueStyle: CellStyle = { alignment: { horizontal: 'left', vertical: 'top' } };

function momentText(moment: Date): string {
  return `${moment.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
