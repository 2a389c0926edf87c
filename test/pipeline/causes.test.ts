// The causes of a file: in its results, its summary, and its list of problems, which has every cell.

import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { expect, it } from 'vitest';
import { openImporting } from './importing.js';

const row = {
  product_name: 'Boxes',
  sector: 'Paper',
  country: 'ES',
  quantity: '12',
  unit_id: 'EUR',
  purchase_date: '2024-05-02',
  expense_type: 'opexx',
};

it('writes a line for each cause into the results, and one for each cell into problems.csv', async () => {
  const { plan, problems } = await openImporting();
  const { summary } = await plan('in.csv', [
    row,
    { ...row, quantity: '13' },
    { ...row, expense_type: 'opex', unit_id: '' },
    { ...row, expense_type: 'opex', country: 'Germany' },
  ]);
  expect(summary.causes?.map(({ column, value, rows, first }) => [column, value, rows, first])).toEqual([
    ['expense_type', 'opexx', 2, 2],
    ['unit_id', '', 1, 4],
  ]);
  const codes = (await problems(summary.folder)).map(({ code }) => code);
  expect(codes.sort()).toEqual(['NOT_A_CHOICE', 'NOT_A_CHOICE', 'READ_AS', 'REQUIRED_EMPTY']);
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(join(summary.folder, 'results.xlsx'));
  const all = book.getWorksheet('Run summary')?.getSheetValues() as readonly unknown[][];
  const start = all.findIndex((cells) => cells?.[1] === 'Severity');
  const lines = all.slice(start, start + 3);
  expect(lines.map((cells) => cells.slice(1, 6))).toEqual([
    ['Severity', 'Column', 'Value', 'Rows', 'First row'],
    ['error', 'expense_type', 'opexx', 2, 2],
    ['error', 'unit_id', undefined, 1, 4],
  ]);
  expect(lines[1]?.slice(6)).toEqual(['expected capex or opex', 'opex', 'very likely']);
});

it('writes none where there is nothing to fix', async () => {
  const { plan } = await openImporting();
  const { summary } = await plan('in.csv', [{ ...row, expense_type: 'opex', country: 'Germany' }]);
  expect(summary).not.toHaveProperty('causes');
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(join(summary.folder, 'results.xlsx'));
  const all = book.getWorksheet('Run summary')?.getSheetValues() as readonly unknown[][];
  expect(all.flat()).not.toContain('Severity');
  expect(all.flat()).toContain('How the columns are read');
});

it('suggests the usual value of a column for its empty cells, and is not sure', async () => {
  const { plan } = await openImporting();
  const sound = { ...row, expense_type: 'opex' };
  const rows = ['1', '2', '3', '4', '5'].map((quantity) => ({ ...sound, quantity, product_name: `Box ${quantity}` }));
  const { summary } = await plan('in.csv', [...rows, { ...sound, unit_id: '' }, { ...sound, product_name: '' }]);
  expect(summary.causes?.map(({ column, suggestion, confidence }) => [column, suggestion, confidence])).toEqual([
    ['unit_id', 'EUR', 0.5],
    ['product_name', '', 0],
  ]);
});
