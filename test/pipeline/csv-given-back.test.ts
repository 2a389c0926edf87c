// A CSV file comes back as a workbook of its texts; what somebody types there is a number or a day.

import exceljs from 'exceljs';
import { expect, it } from 'vitest';
import { openImporting } from './importing.js';

const titled = [
  'product_name',
  'quantity',
  'country',
  'sector',
  'unit_id',
  'purchase_date',
  'expense_type',
  'Invoice no.',
];

/** As a German Excel writes numbers and days. */
const lines = [
  ['Kisten', '1.234,50', 'DE', 'Manufacturing', 'EUR', '31.01.2025', 'opex', '000123'],
  ['Folie', 'siehe Anlage', 'DE', 'Manufacturing', 'EUR', '05.02.2025', 'opex', '12345678901234567890'],
  ['Band', '12,5', 'DE', 'Manufacturing', 'EUR', '31.02.2025', 'opex', '000124'],
  ['0815', '7,25', 'DE', 'Manufacturing', 'EUR', '13.03.2025', 'opex', '1E5'],
];

it.each([
  ['numbers and days', 2345.5, new Date(Date.UTC(2025, 1, 28))],
  ['texts as in the file', '2.345,50', '28.02.2025'],
  ['a number as text, and a day that could be two', '2345,5', '02.03.2025'],
])('takes %s', async (_, amount, day) => {
  const scene = await openImporting();
  const csv = [titled, ...lines].map((cells) => cells.join(';')).join('\n');
  const first = await scene.import('in.csv', csv);
  expect(first.summary.counts).toMatchObject({ created: 2, invalid: 2 });
  const book = new exceljs.Workbook();
  await book.xlsx.readFile(first.summary.workbook ?? '');
  const sheet = book.worksheets[1]!;
  expect([sheet.getCell('H2').value, sheet.getCell('H3').value, sheet.getCell('A5').value]).toEqual([
    '000123',
    '12345678901234567890',
    '0815',
  ]);
  sheet.getCell('B3').value = amount;
  sheet.getCell('F4').value = day;
  // As Excel does by itself when a day is typed.
  if (day instanceof Date) sheet.getCell('F4').style = { ...sheet.getCell('F4').style, numFmt: 'dd.mm.yyyy' };
  const again = await scene.import('results.xlsx', Buffer.from(await book.xlsx.writeBuffer()));
  expect(again.results.map(({ status, message }) => `${status} ${message}`.trim())).toEqual([
    'unchanged the row was not edited',
    'created',
    'created',
    'unchanged the row was not edited',
  ]);
  const held = scene.sandbox.purchases() as readonly { readonly quantity: number; readonly purchase_date: string }[];
  expect(held.map(({ quantity }) => quantity).sort((a, b) => a - b)).toEqual([7.25, 12.5, 1234.5, 2345.5]);
  expect(held.map(({ purchase_date }) => purchase_date)).toContain(day === '02.03.2025' ? '2025-03-02' : '2025-02-28');
});
