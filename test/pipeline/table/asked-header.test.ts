// `--header-row` on a row that is no header: which row is meant is said at once.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTable } from '../../../src/pipeline/table/open-table.js';
import { rejection } from '../../providers/connecting.js';

const TITLES = ['Product name', 'Sector', 'Country', 'Quantity', 'Unit', 'Purchase date', 'Expense type'];
const ROW = ['Boxes', 'Paper', 'ES', '12', 'EUR', '2024-03-15', 'opex'];

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carbonsheet-header-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function csv(...lines: readonly (readonly string[])[]): Promise<string> {
  const file = join(folder, 'purchases.csv');
  await writeFile(file, lines.map((line) => line.join(',')).join('\n'));
  return file;
}

const lines = [['Purchases of 2024'], [], TITLES, ROW, [], ROW];

it.each([
  [99, "row 99 of purchases.csv is empty; the sheet's rows end at 6"],
  [7, "row 7 of purchases.csv is empty; the sheet's rows end at 6"],
  [5, 'row 5 of purchases.csv is empty'],
  [
    4,
    'row 4 of purchases.csv (Boxes, Paper, ES, 12 …) does not look like column titles; row 3 does (Product name, Sector, Country, Quantity …)',
  ],
])('says of row %i what is wrong with it', async (headerRow, message) => {
  const file = await csv(...lines);
  for (const dataset of [undefined, 'purchases']) {
    const stop = await rejection(openTable({ file, headerRow, dataset }));
    expect(stop).toMatchObject({ kind: 'mapping', code: 'NO_HEADER', message });
    expect(stop).toMatchObject({ hint: expect.stringContaining('--header-row') });
  }
});

it.each([
  ['a delimiter that is not found', 'a%b%c\n1%2%3\n', 'set --delimiter to the character that separates the columns'],
  ['lines that were packed into one cell', '"a,b,c"\n"1,2,3"\n', 'Data, Text to Columns'],
  ['blank lines', '\n \n', 'set --header-row to the row that holds the column titles'],
])('says of a CSV file without a header what may have happened: %s', async (_, text, hint) => {
  const file = join(folder, 'odd.csv');
  await writeFile(file, text);
  expect(await rejection(openTable({ file }))).toMatchObject({
    code: 'NO_HEADER',
    hint: expect.stringContaining(hint),
  });
});

it('says where the rows of each sheet end', async () => {
  const book = new ExcelJS.Workbook();
  book.addWorksheet('Q1').addRows([TITLES, ROW]);
  book.addWorksheet('Q2').addRows([TITLES, ROW, ROW]);
  const file = join(folder, 'book.xlsx');
  await book.xlsx.writeFile(file);
  expect(await rejection(openTable({ file, headerRow: 9 }))).toMatchObject({
    message: "row 9 of book.xlsx is empty; sheet Q1's rows end at 2; sheet Q2's rows end at 3",
  });
});

it.each([
  ['the header itself', 3, [...lines]],
  [
    'titles that nothing is known of, where no other row is better',
    1,
    [
      ['Was', 'Wieviel', 'Wann'],
      ['Boxes', '12', '2024-03-15'],
    ],
  ],
  ['the lower of two headers', 2, [TITLES, TITLES, ROW]],
])('takes %s', async (_, headerRow, rows) => {
  const table = await openTable({ file: await csv(...rows), headerRow, dataset: 'purchases' });
  expect(table.mapping.headerRow).toBe(headerRow);
  await table.source.close();
});
