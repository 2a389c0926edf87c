// The sheet of an exported workbook that explains it: what it is, when it was made, and what each column means.

import type { Row, stream } from 'exceljs';
import type { ExportDataset } from '../../datasets/dataset.js';
import { columnsTitles } from '../sheet/explaining-sheets.js';
import { rowHeight } from '../sheet/row-height.js';
import { sheetText } from '../sheet/sheet-cell.js';
import { labelStyle, onePageWide, proseStyle, strongHeader, titleStyle } from '../sheet/style.js';
import type { ExportOrigin } from './export-file.js';

const BLANK = 'The service gave no value, for instance because a footprint is missing. A blank never stands for zero.';
const TOTALS = 'Below the rows: the sum of the rows that the filter shows.';
const SPREAD =
  'Below the rows: how many figures the rows have that the filter shows, the smallest, the median and the largest. They are not added: figures per kilogram, and shares, have no sum.';

const WIDTHS = [48, 52, 24, 80];

/** Adds the sheet `Columns`. */
export function writeColumnsSheet(
  book: stream.xlsx.WorkbookWriter,
  { title, summary, columns, assumption }: ExportDataset,
  { exportedAt, from }: ExportOrigin,
  rows: number,
): void {
  const sheet = book.addWorksheet('Columns', { pageSetup: onePageWide });
  sheet.columns = WIDTHS.map((width) => ({ width }));
  const add = (values: readonly (string | number)[], style: (row: Row) => void) => {
    const row = sheet.addRow(values.map((value) => (typeof value === 'string' ? sheetText(value) : value)));
    style(row);
    row.commit();
  };
  const labelled = (row: Row) => {
    row.getCell(1).style = labelStyle;
    row.getCell(2).alignment = { horizontal: 'left', vertical: 'top' };
  };

  add([title], (row) => {
    row.getCell(1).style = titleStyle;
  });
  add([summary], () => undefined);
  add(['Exported', `${exportedAt.toISOString().slice(0, 19).replace('T', ' ')} UTC`], labelled);
  add(['From', from], labelled);
  add(['Rows', rows], labelled);
  add(['A blank cell', BLANK], labelled);
  if (assumption !== undefined) add(['Assumed', assumption], labelled);
  if (columns.some(({ below }) => below === 'total')) add(['Total', TOTALS], labelled);
  if (columns.some(({ below }) => below === 'spread')) add(['Figures below', SPREAD], labelled);
  add([], () => undefined);
  add(columnsTitles, (row) => {
    for (let column = 1; column <= 4; column += 1) row.getCell(column).style = strongHeader;
  });
  for (const column of columns) {
    const texts = [column.title, column.key, column.unit, column.note];
    add(texts, (row) => {
      row.height = rowHeight(texts, WIDTHS);
      for (let cell = 1; cell <= 4; cell += 1) row.getCell(cell).style = proseStyle;
    });
  }
  sheet.commit();
}
