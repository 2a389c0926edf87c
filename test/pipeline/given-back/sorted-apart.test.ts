// A sheet whose own filter or table would sort its rows without their status columns: the user is told before it happens.

import exceljs from 'exceljs';
import { expect, it } from 'vitest';
import { purchases } from '../../cli/tables.js';
import { openImporting } from '../importing.js';

const TOLD = /results\.xlsx: the table or filter of the sheet does not reach the column Status/;

async function bookWith(change: (sheet: exceljs.Worksheet, columns: number, rows: number) => void): Promise<Buffer> {
  const rows = purchases(4);
  const book = new exceljs.Workbook();
  const sheet = book.addWorksheet('Purchases');
  sheet.addRows([Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row))]);
  change(sheet, Object.keys(rows[0] ?? {}).length, rows.length);
  return Buffer.from(await book.xlsx.writeBuffer());
}

async function warningsOf(book: Buffer): Promise<readonly string[]> {
  const scene = await openImporting();
  const { summary } = await scene.import('in.xlsx', book);
  expect(summary.counts.created).toBe(4);
  return scene.told.flatMap((one) => (one.kind === 'warned' && TOLD.test(one.text) ? [one.text] : []));
}

it.each([
  { side: 'nothing', at: 0, told: 0 },
  { side: 'a remark behind a gap', at: 2, told: 1 },
])('is warned of with $side beside the filter', async ({ at, told }) => {
  const book = await bookWith((sheet, columns, rows) => {
    sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: rows + 1, column: columns } };
    if (at > 0) sheet.getRow(2).getCell(columns + at).value = 'ask Eva';
  });
  expect(await warningsOf(book)).toHaveLength(told);
});

it('is warned of with a remark beside a table', async () => {
  const book = await bookWith((sheet, columns) => {
    const [titles = [], ...lines] = sheet.getSheetValues().slice(1) as exceljs.CellValue[][];
    sheet.spliceRows(1, lines.length + 1);
    sheet.addTable({
      name: 'Purchases',
      ref: 'A1',
      headerRow: true,
      columns: titles.slice(1).map((name) => ({ name: String(name), filterButton: true })),
      rows: lines.map((line) => Array.from({ length: columns }, (_, place) => line[place + 1] ?? null)),
    });
    sheet.getRow(2).getCell(columns + 2).value = 'ask Eva';
  });
  expect(await warningsOf(book)).toHaveLength(1);
});
