// A sheet behind the results: a plain table with a header, such as the reconciliation.

import type { CellStyle } from '../../workbook/cell-style.js';
import { titleWidth } from '../sheet/cell-size.js';
import { countStyle, onePageWide, strongHeader, topStyle } from '../sheet/style.js';
import type { WorkbookFile } from '../sheet/workbook-file.js';

/** A table to write. */
export interface FurtherSheet {
  readonly name: string;
  readonly titles: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
  /** The titles of columns of whole numbers; the numbers of all others are amounts. */
  readonly counts?: readonly string[];
}

const WIDEST = 40;
const amountStyle: CellStyle = { ...topStyle, numFmt: '#,##0.00' };

/** Adds the sheet to a workbook whose other sheets are closed. */
export async function addFurtherSheet(
  file: WorkbookFile,
  { name, titles, rows, counts = [] }: FurtherSheet,
): Promise<void> {
  const widthOf = (title: string, index: number): number =>
    Math.min(WIDEST, Math.max(titleWidth(title), ...rows.map((row) => titleWidth(String(row[index] ?? '')))));
  const sheet = file.sheet({
    name,
    columns: titles.map((title, index) => ({ width: widthOf(title, index) })),
    frozen: { rows: 1, columns: 1 },
    page: onePageWide,
  });
  await sheet.add(titles.map((value) => ({ value, style: strongHeader })));
  const numberStyles = titles.map((title) => (counts.includes(title) ? countStyle : amountStyle));
  for (const row of rows)
    await sheet.add(
      row.map((value, index) => ({ value, style: typeof value === 'number' ? numberStyles[index] : topStyle })),
    );
  await sheet.close({ rows: rows.length + 1, columns: titles.length });
}
