// The new workbook of a CSV file holds its rows as they are.

import exceljs from 'exceljs';
import { expect, it } from 'vitest';
import type { Cell, SourceRow } from '../../../src/values/cell.js';
import { writeRowsWorkbook } from '../../../src/write/results/rows-workbook.js';
import { temporaryFolder } from '../temporary-folder.js';

const path = temporaryFolder();
const date = { kind: 'date', iso: '2024-03-15', serial: 45366 } as const;

/** The only sheet of a workbook with a header in row 1 and these rows below it. */
async function sheetWith(...rows: readonly (readonly Cell[])[]): Promise<exceljs.Worksheet> {
  return sheetOf([
    { sheet: '', row: 1, cells: ['Artikel'] },
    ...rows.map((cells, index) => ({ sheet: '', row: 2 + index, cells })),
  ]);
}

async function sheetOf(rows: readonly SourceRow[], headerRow = 1): Promise<exceljs.Worksheet> {
  async function* batches() {
    yield rows;
  }
  await writeRowsWorkbook(path('rows.xlsx'), { name: 'einkauf', headerRow, titles: ['Artikel'] }, batches());
  const book = new exceljs.Workbook();
  await book.xlsx.readFile(path('rows.xlsx'));
  return book.worksheets[0]!;
}

it('keeps every row where it is, and the header in view', async () => {
  const rows = [
    { sheet: '', row: 1, cells: ['Einkauf 2024'] },
    { sheet: '', row: 4, cells: ['Artikel', 'Menge'] },
    { sheet: '', row: 7, cells: ['Karton', '1'] },
  ];
  const sheet = await sheetOf(rows, 4);
  expect([sheet.name, sheet.views[0]]).toMatchObject(['einkauf', { state: 'frozen', ySplit: 4 }]);
  expect(['A1', 'A2', 'B4', 'A7', 'B7'].map((at) => sheet.getCell(at).value)).toEqual([
    'Einkauf 2024',
    null,
    'Menge',
    'Karton',
    '1',
  ]);
});

it('keeps the types of the original cells', async () => {
  const time = { kind: 'date', iso: '12:00:00', serial: 0.5 } as const;
  const moment = { kind: 'date', iso: '2024-03-15T18:00:00', serial: 45366.75 } as const;
  const cells = ['=1+1', 12.5, true, date, moment, time, { kind: 'error', code: '#N/A' } as const, null, '00123'];
  const sheet = await sheetWith(cells);
  const found = cells.map((_, index) => sheet.getCell(2, 1 + index));
  expect(found.map(({ value }) => value)).toEqual([
    '=1+1',
    12.5,
    true,
    new Date('2024-03-15T00:00:00Z'),
    new Date('2024-03-15T18:00:00Z'),
    new Date('1899-12-30T12:00:00Z'),
    { error: '#N/A' },
    null,
    '00123',
  ]);
  expect(found.map(({ numFmt }) => numFmt)).toMatchObject({
    3: 'yyyy-mm-dd',
    4: 'yyyy-mm-dd hh:mm:ss',
    5: 'hh:mm:ss',
    8: '@',
  });
});

it.each([
  ['a date of the 1904 system', { iso: '2024-03-15', serial: 43904 }, 45366],
  ['a moment of the 1904 system', { iso: '2024-03-15T06:00:00', serial: 43904.25 }, 45366.25],
  ['the last day before the leap day that never was', { iso: '1900-02-28', serial: 59 }, 59],
  ['the first day after it', { iso: '1900-03-01', serial: 61 }, 61],
  ['a moment just before midnight', { iso: '2024-03-16T00:00:00', serial: 45366.999999 }, 45366.999999],
])('stores %s in the 1900 system', async (_, { iso, serial }, expected) => {
  const { value } = (await sheetWith([{ kind: 'date', iso, serial }])).getCell('A2');
  const days = (value as Date).getTime() / 86_400_000 + 25_569;
  expect(days).toBeCloseTo(expected, 5);
});

it('cuts a text that no cell can hold, and says so by its end', async () => {
  const sheet = await sheetWith(['x'.repeat(32_767), 'x'.repeat(32_768)]);
  expect(sheet.getCell('A2').value).toBe('x'.repeat(32_767));
  const cut = String(sheet.getCell('B2').value);
  expect([cut.length, /^x+… \[cut from 32768 characters, [0-9a-f]{8}\]$/.test(cut)]).toEqual([32_767, true]);
});

it('leaves out rows that a sheet cannot hold', async () => {
  const sheet = await sheetOf([
    { sheet: '', row: 1_048_576, cells: ['last'] },
    { sheet: '', row: 1_048_577, cells: ['beyond'] },
  ]);
  expect([sheet.rowCount, sheet.getCell('A1048576').value]).toEqual([1_048_576, 'last']);
});
