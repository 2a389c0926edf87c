// A workbook for Dcycle from CarbonCloud's resold products: completed by a script, checked and imported.

import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { expect, it } from 'vitest';
import { exactSum } from '../../../../src/values/numbers/exact-sum.js';
import { openMigrating, product } from '../migrating.js';

const kilo = { productNetQuantityValue: 1, productNetQuantityUnit: 'kg' };
const holdings = {
  resoldProducts: [
    product(1, { shipToLocation: 'Norway', yearlySalesVolumes: { 2023: 0.4, 2024: 12.5 }, ...kilo }),
    product(2, {
      shipToLocation: 'Portland, ME',
      yearlySalesVolumes: { 2024: 3 },
      productNetQuantityValue: 1,
      productNetQuantityUnit: 'l',
    }),
    product(3, { name: 'Crisps', yearlySalesVolumes: { 2024: 1 }, ...kilo }),
    product(4, { name: 'crisps ', yearlySalesVolumes: { 2024: 2 }, ...kilo }),
    product(5),
  ],
};

/** The texts of a sheet, row by row. */
function textsOf(book: ExcelJS.Workbook, name: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  book.getWorksheet(name)?.eachRow((row) => {
    rows.push(Array.from({ length: row.cellCount }, (_, index) => row.getCell(index + 1).text));
  });
  return rows;
}

async function opened(file: string): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(file);
  return book;
}

/** Fills in what the sheet Missing lists. */
async function completed(file: string, answers: Readonly<Record<string, string | number>>): Promise<string> {
  const book = await opened(file);
  const sheet = book.getWorksheet('Country sales');
  const titles = textsOf(book, 'Country sales')[0] ?? [];
  for (const [row = '', , column = '', , , perhaps = ''] of textsOf(book, 'Missing').slice(2)) {
    if (row === '') continue;
    const at = titles.findIndex((title) => title.replace(' *', '') === column) + 1;
    const cell = sheet?.getRow(Number(row)).getCell(at);
    if (cell) cell.value = answers[column] ?? perhaps;
  }
  const path = join(file, '..', 'completed.xlsx');
  await book.xlsx.writeFile(path);
  return path;
}

it('fills in what the source states, and lists the rest', async () => {
  const at = await openMigrating({ holdings });
  const summary = await at.fill();
  expect(summary).toMatchObject({
    counts: { products: 5, rows: 5, complete: 2 },
    empty: { Country: 1, 'Quantity sold': 1, 'Product name': 2 },
    without: [{ product: 'OAT-5', why: 'the source has no sales volume of it' }],
    exitCode: 0,
  });
  const book = await opened(summary.file);
  const [titles, ...rows] = textsOf(book, 'Country sales');
  expect(titles?.slice(0, 6)).toEqual([
    'Product name',
    'Product id',
    'Country *',
    'Quantity sold *',
    'Start date *',
    'End date *',
  ]);
  const sheet = book.getWorksheet('Country sales');
  expect(sheet?.rowCount).toBe(6);
  expect(sheet?.getRow(2).getCell(5).value).toEqual(new Date('2023-01-01T00:00:00Z'));
  expect(rows.map(([name, id, country, quantity]) => [name, id, country, quantity])).toEqual([
    ['Oat drink 1', '', 'NO', '400'],
    ['Oat drink 1', '', 'NO', '12500'],
    ['Oat drink 2', '', '', ''],
    ['', '', 'NO', '1000'],
    ['', '', 'NO', '2000'],
  ]);
  expect(
    textsOf(book, 'Missing')
      .slice(1)
      .map(([row, name, column, , known, perhaps]) => [row, name, column, known, perhaps]),
  ).toEqual([
    ['Row', 'Product', 'Column', 'The source says', 'Perhaps'],
    ['4', 'OAT-2', 'Country', 'Portland, ME', 'ME'],
    ['4', 'OAT-2', 'Quantity sold', '3000 kg sold; one piece is 1 l', undefined],
    ['5', 'OAT-3', 'Product name', 'Crisps', 'Crisps (OAT-3)'],
    ['6', 'OAT-4', 'Product name', 'crisps', 'crisps (OAT-4)'],
    ['', 'OAT-5', 'no row', undefined, undefined],
  ]);
  expect(
    textsOf(book, 'Source')
      .slice(1, 4)
      .map((cells) => cells.slice(0, 7)),
  ).toEqual([
    ['Row', 'Name of the product', 'Custom id', 'GTIN', 'Year', 'Sales volume', 'Unit of the volume'],
    ['2', 'Oat drink 1', 'OAT-1', '', '2023', '400', 'kg'],
    ['3', 'Oat drink 1', 'OAT-1', '', '2024', '12500', 'kg'],
  ]);
  expect([...at.writes('source'), ...at.writes('target')]).toEqual([]);
});

it('can be completed, checked and imported', async () => {
  const at = await openMigrating({ holdings });
  const { file } = await at.fill();
  const unready = await at.check(file);
  expect(unready.summary).toMatchObject({ exitCode: 3, counts: { rows: 5, invalid: 3 } });
  const path = await completed(file, { 'Quantity sold': 2_950, Country: 'United States' });
  const checked = await at.check(path);
  expect(checked.summary).toMatchObject({ exitCode: 0, dataset: 'country-sales', counts: { rows: 5, invalid: 0 } });
  const imported = await at.import(path);
  expect(imported.summary).toMatchObject({ exitCode: 0, counts: { rows: 5, created: 5 } });
  const held = at.sandbox.second.soldProducts().map((one) => ({
    name: Reflect.get(one, 'product_name'),
    periods: Reflect.get(one, 'periods').map((period: object) => [
      Reflect.get(period, 'start_date'),
      Reflect.get(period, 'end_date'),
      Reflect.get(period, 'country_sales'),
    ]),
  }));
  const year = (quantity: number, country: string, number = 2024) => [
    `${number}-01-01`,
    `${number}-12-31`,
    [{ country, quantity }],
  ];
  expect(held).toEqual([
    { name: 'Oat drink 1', periods: [year(400, 'NO', 2023), year(12_500, 'NO')] },
    { name: 'Oat drink 2', periods: [year(2_950, 'US')] },
    { name: 'Crisps (OAT-3)', periods: [year(1_000, 'NO')] },
    { name: 'crisps (OAT-4)', periods: [year(2_000, 'NO')] },
  ]);
});

it('lists every value that it does not take, with what the source says', async () => {
  const same = { name: 'Crisps', customId: undefined, shipToLocation: 'SE', yearlySalesVolumes: { 2024: 1 }, ...kilo };
  const at = await openMigrating({
    holdings: {
      resoldProducts: [
        product(1, { shipToLocation: 'Swedne, Norway', yearlySalesVolumes: { 2024: 1 }, ...kilo }),
        product(2, { ...same, gtin: '0735000000001' }),
        product(3, { ...same, gtin: '735000000001' }),
        product(4, { yearlySalesVolumes: { '2023/24': 1 }, ...kilo }),
        product(5, { yearlySalesVolumes: { 2024: 0 }, ...kilo }),
        product(6, { yearlySalesVolumes: { 2024: 1 }, productNetQuantityValue: 5, productNetQuantityUnit: '%' }),
        product(7, { yearlySalesVolumes: {} }),
      ],
    },
  });
  const { file } = await at.fill();
  const book = await opened(file);
  expect(
    textsOf(book, 'Missing')
      .slice(2)
      .map(([row = '', name, column, , known = '', perhaps = '']) => [row, name, column, known, perhaps]),
  ).toEqual([
    ['2', 'OAT-1', 'Country', 'Swedne, Norway', ''],
    ['3', '0735000000001', 'Product name', 'Crisps', ''],
    ['4', '735000000001', 'Product name', 'Crisps', ''],
    ['5', 'OAT-4', 'Start date', '2023/24', ''],
    ['5', 'OAT-4', 'End date', '2023/24', ''],
    ['6', 'OAT-6', 'Quantity sold', '1000 kg sold; one piece is 5 %', ''],
    ['', 'OAT-5', 'no row', '', ''],
    ['', 'OAT-7', 'no row', '', ''],
  ]);
  const gtins = textsOf(book, 'Source').map(([, , , gtin]) => gtin);
  expect(gtins.slice(3, 5)).toEqual(['0735000000001', '735000000001']);
});

it('writes no example row where there are no rows', async () => {
  const at = await openMigrating({ holdings: { resoldProducts: [product(1)] } });
  const summary = await at.fill();
  expect(summary.counts).toEqual({ products: 1, rows: 0, complete: 0 });
  expect((await opened(summary.file)).getWorksheet('Country sales')?.rowCount).toBe(1);
});

it('has every volume of the source in a row, or names it among what is missing', async () => {
  const [places, names] = [
    ['NO', 'Sweden, Norway', 'Georgia', 'CA'],
    ['Oat drink', 'oat  DRINK', 'Crisps'],
  ];
  const volumes = [
    { 2022: 0.001, 2023: 0 },
    { 2022: -3, 2024: 1234.567 },
    {},
    { 2023: 0.1, 2024: 0.2 },
    { 2021: 7e-7 },
  ];
  const resoldProducts = Array.from({ length: 60 }, (_, number) =>
    product(number + 1, {
      name: number < 40 ? `Bread ${number}` : names[number % 3],
      shipToLocation: places[number % 4],
      yearlySalesVolumes: volumes[number % 5],
      ...kilo,
    }),
  );
  const at = await openMigrating({ holdings: { resoldProducts } });
  const { file, without, cells, counts } = await at.fill();
  expect(counts).toMatchObject({ products: 60, rows: 60 });
  const book = await opened(file);
  const facts = textsOf(book, 'Source').slice(2);
  const total = exactSum();
  for (const [, , , , , volume = ''] of facts) total.addText(volume);
  // Of 12 products each: 0.001 t, 1234.567 t, 0.1 t and 0.2 t, 0.0000007 t; in kilograms.
  expect(total.text()).toBe('14818416.0084');
  const sold = facts.map(([, , customId = '', , year]) => `${customId} ${year}`);
  expect(new Set(sold).size).toBe(60);
  const unsold = without.map(({ product: one }) => one);
  expect(unsold).toHaveLength(36);
  expect(new Set([...facts.map(([, , customId]) => customId), ...unsold]).size).toBe(60);
  // No two rows are one product in one country and period, as Dcycle sees them.
  const open = new Set(cells.map(({ row }) => row));
  const whole = textsOf(book, 'Country sales')
    .slice(1)
    .filter((_, index) => !open.has(index + 2));
  expect(whole).toHaveLength(counts.complete);
  const identities = whole.map(([name = '', , country, , start]) => [name.toLowerCase(), country, start].join());
  expect(new Set(identities).size).toBe(whole.length);
  expect(new Set(whole.map(([, , country]) => country))).toEqual(new Set(['NO']));
  expect(
    textsOf(book, 'Missing').filter(([, , , why]) => why === 'the place names several countries: Sweden, Norway'),
  ).toHaveLength(15);
});
