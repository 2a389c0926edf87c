// `import` of resold products: from a workbook with a title row, and what happens to products that are there already.

import type { CellValue } from 'exceljs';
import { expect, it } from 'vitest';
import { csvOf, product } from './tables.js';
import { countsOf, openWorkplace, summaryOf } from './workdir.js';

const columns = [
  'Artikelnummer',
  'Produktname',
  'EAN',
  'Produktionsort',
  'Abholort',
  'Lieferort',
  'Kategorien',
  'Marke',
  'Absatz 2023 (t)',
  '2024',
];

function book(rows: readonly (readonly CellValue[])[]): Readonly<Record<string, readonly (readonly CellValue[])[]>> {
  return { Sortiment: [['Sortiment Nord'], ['Stand: Januar'], [], columns, ...rows] };
}

const oat: readonly CellValue[] = [
  'A-1',
  'Haferdrink 1 l',
  // Typed as a number, as Excel makes of a long code.
  9520000000011,
  'Landskrona, Schweden',
  'Landskrona, Schweden',
  'Oslo, Norwegen',
  'Getränke; Pflanzlich',
  'Havrefin',
  12.5,
  0.1,
];
const beans: readonly CellValue[] = ['A-2', 'Bohnen 400 g', null, 'Konya', 'Hamburg', 'Oslo', null, null, null, 3];
const held = {
  customId: 'A-1',
  name: 'Haferdrink 1 l',
  gtin: '9520000000011',
  productionLocation: 'Landskrona, Schweden',
  pickUpLocation: 'Landskrona, Schweden',
  shipToLocation: 'Oslo, Norwegen',
  categories: ['Getränke', 'Pflanzlich'],
  brandName: 'Havrefin',
  yearlySalesVolumes: { 2023: 12.5, 2024: 0.1 },
};

it('creates products from a workbook, skips them the second time, and updates only the named fields', async () => {
  const { dir, sandbox } = await openWorkplace();
  await dir.writeBook('sortiment.xlsx', book([oat, beans]));
  const first = await dir.run(['import', 'sortiment.xlsx', '--json']);
  expect(first.code).toBe(0);
  expect(summaryOf(first).dataset).toBe('resold-products');
  expect(countsOf(summaryOf(first).counts)).toEqual({ rows: 2, created: 2 });
  expect((await dir.runFolder(first)).results.map(({ sheet, row }) => `${sheet} ${row}`)).toEqual([
    'Sortiment 5',
    'Sortiment 6',
  ]);
  const group = sandbox.environment.CARBONCLOUD_GROUP_ID;
  const productA1 = () => sandbox.resoldProducts().find((one) => Reflect.get(one, 'customId') === 'A-1');
  expect(sandbox.resoldProducts()).toHaveLength(2);
  expect(productA1()).toMatchObject({ ...held, groupId: group });
  expect(sandbox.resoldProducts()).toContainEqual(
    expect.objectContaining({ customId: 'A-2', yearlySalesVolumes: { 2024: 3 } }),
  );

  const again = await dir.run(['import', 'sortiment.xlsx', '--json']);
  expect(again.code).toBe(0);
  expect(countsOf(summaryOf(again).counts)).toEqual({ rows: 2, skipped: 2 });

  // Another brand and one more year; everything else of the product is not in this file.
  const [row] = [
    product({ 'Custom id': 'A-1', 'Product name': 'Haferdrink 1 l', 'Brand name': 'Nordhafer', '2025': '7' }),
  ];
  const places = { 'Production location': 'Landskrona, Schweden', 'Pick-up location': 'Landskrona, Schweden' };
  await dir.write('update.csv', csvOf([{ ...row, ...places, 'Ship-to location': 'Oslo, Norwegen' }]));
  const refused = await dir.run(['import', 'update.csv', '--on-existing', 'fail', '--json']);
  expect(refused.code).toBe(4);
  expect(countsOf(summaryOf(refused).counts)).toEqual({ rows: 1, failed: 1 });
  expect((await dir.runFolder(refused)).results[0]?.code).toBe('ALREADY_THERE_REFUSED');
  expect(productA1()).toMatchObject(held);

  const updated = await dir.run(['import', 'update.csv', '--on-existing', 'update', '--json']);
  expect(updated.code).toBe(0);
  expect(countsOf(summaryOf(updated).counts)).toEqual({ rows: 1, updated: 1 });
  expect(productA1()).toMatchObject({
    ...held,
    brandName: 'Nordhafer',
    yearlySalesVolumes: { 2023: 12.5, 2024: 0.1, 2025: 7 },
  });
  expect(sandbox.resoldProducts()).toHaveLength(2);

  const unchanged = await dir.run(['import', 'update.csv', '--on-existing', 'update', '--json']);
  expect(unchanged.code).toBe(0);
  expect(countsOf(summaryOf(unchanged).counts)).toEqual({ rows: 1, unchanged: 1 });
  expect(sandbox.stats().byRoute['PUT /resold-products/{id}']).toBe(1);
});

it('names the first of two rows with one key, and leaves out an identical one', async () => {
  const { dir, sandbox } = await openWorkplace();
  const rows = [product(), product(), product({ 'Product name': 'Oat drink 2 l' }), product({ 'Custom id': 'OAT-2' })];
  await dir.write('products.csv', csvOf(rows));
  const ran = await dir.run(['import', 'products.csv', '--invalid', 'skip', '--json']);
  expect(ran.code).toBe(4);
  const run = await dir.runFolder(ran);
  expect(run.results.map(({ status, code }) => [status, code])).toEqual([
    ['created', ''],
    ['skipped', 'REPEATED_ROW'],
    ['invalid', 'SAME_KEY'],
    ['created', ''],
  ]);
  expect(run.problems.find(({ code }) => code === 'SAME_KEY')).toMatchObject({ row: '4', severity: 'error' });
  expect(run.problems.find(({ code }) => code === 'SAME_KEY')?.message).toContain('row 2');
  expect(sandbox.resoldProducts()).toHaveLength(2);
});

it.each([
  {
    what: 'a code that lost its digits',
    gtin: '9.52E+12',
    exit: 3,
    problem: { code: 'LOST_DIGITS', severity: 'error' },
  },
  {
    what: 'a wrong check digit',
    gtin: '9520000000012',
    exit: 0,
    problem: { code: 'GTIN_CHECK_DIGIT', severity: 'warning', suggestion: '9520000000011' },
  },
])('tells $what', async ({ gtin, problem, exit }) => {
  const { dir } = await openWorkplace();
  await dir.write('products.csv', csvOf([product({ GTIN: gtin })]));
  const ran = await dir.run(['import', 'products.csv']);
  expect(ran.code).toBe(exit);
  const { problems } = await dir.runFolder();
  expect(problems).toMatchObject([{ row: '2', column: 'GTIN', field: 'gtin', value: gtin, ...problem }]);
});
