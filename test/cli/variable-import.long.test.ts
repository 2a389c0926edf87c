// Variable from end to end: its products in and out of spreadsheets, and their impacts with every digit.

import { copyFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { CellValue, Workbook } from 'exceljs';
import { expect, it } from 'vitest';
import { numberText } from '../../src/values/cell.js';
import { countsOf, openWorkplace, parseCsv, summaryOf, type WorkDir } from './workdir.js';

const update = ['--on-existing', 'update', '--json'];

type Product = Readonly<Record<string, unknown>>;
type Row = Readonly<Record<string, string | number | null>>;

async function withSample() {
  const { dir, sandbox } = await openWorkplace();
  const sample = fileURLToPath(new URL('../../samples/variable-products-clean.xlsx', import.meta.url));
  await copyFile(sample, `${dir.path}/new.xlsx`);
  return { dir, sandbox, held: () => sandbox.variableProducts() as readonly Product[] };
}

/** Changes one cell, told by the name of the product and the title of the column. */
function setCell(book: Workbook, name: string, title: string, value: CellValue): void {
  const sheet = book.worksheets[0];
  const titles = (sheet?.getRow(1).values ?? []) as readonly CellValue[];
  const names = (sheet?.getColumn(titles.indexOf('Product name')).values ?? []) as readonly CellValue[];
  const cell = sheet?.getRow(names.indexOf(name)).getCell(titles.indexOf(title));
  if (!cell) throw new Error(`no ${title} of ${name}`);
  cell.value = value;
}

async function linesOf(dir: WorkDir, file: string): Promise<readonly Row[]> {
  return (await dir.read(file))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);
}

it('exports products, and takes them back by a look at the list alone', async () => {
  const { dir, held } = await withSample();
  const imported = await dir.run(['import', 'new.xlsx', '--json']);
  expect(countsOf(summaryOf(imported).counts)).toEqual({ rows: 16, created: 16 });
  const before = held();
  for (const out of ['held.xlsx', 'held.csv']) {
    expect((await dir.run(['export', 'variable-products', '--out', out])).code).toBe(0);
    const ran = await dir.run(['import', out, ...update]);
    expect(countsOf(summaryOf(ran).counts), out).toEqual({ rows: 21, unchanged: 21 });
    // The lists of units and of products, each with the empty page behind it.
    expect(summaryOf(ran).requests.sent, out).toBe(4);
  }
  expect(held()).toEqual(before);
});

it('takes back what breaks a rule at the service already', async () => {
  const uuid = '0f2c9a34-8f6d-4c51-9d0e-5b7a1c3e2f48';
  const variableProducts = [{ uuid, name: 'Sock', startDate: '2025-01-01T00:00:00Z', endDate: '2024-01-01T00:00:00Z' }];
  const { dir } = await openWorkplace({ holdings: { variableProducts } });
  expect((await dir.run(['export', 'variable-products', '--out', 'held.csv'])).code).toBe(0);
  const same = await dir.run(['import', 'held.csv', ...update]);
  expect(countsOf(summaryOf(same).counts)).toEqual({ rows: 1, unchanged: 1 });
  await dir.write('edited.csv', (await dir.read('held.csv')).replace('Sock', 'Wool sock'));
  const edited = await dir.run(['import', 'edited.csv', ...update]);
  expect(countsOf(summaryOf(edited).counts)).toEqual({ rows: 1, invalid: 1 });
});

it('changes the three cells that were edited and nothing else, and takes that back', async () => {
  const { dir, held } = await withSample();
  expect((await dir.run(['export', 'variable-products', '--out', 'held.xlsx'])).code).toBe(0);
  const before = held();
  const book = await dir.readBook('held.xlsx');
  setCell(book, 'Trail running shoe', 'Weight', 0.6);
  setCell(book, 'Rain jacket', 'Internal notes', 'Check the zip');
  setCell(book, 'Shoe lace, bought in', 'Footprint A1', 0.0000012);
  await book.xlsx.writeFile(`${dir.path}/edited.xlsx`);
  const ran = await dir.run(['import', 'edited.xlsx', ...update]);
  expect(countsOf(summaryOf(ran).counts)).toEqual({ rows: 5, updated: 3, unchanged: 2 });
  const [shoe, jacket, , lace] = before;
  const own = { A1: '0.0000012', A2: '0.00000045', A3: '0.0008', A4: '0' };
  expect(held().map(withoutStamp)).toEqual(
    [
      { ...shoe, weight: { quantity: 0.6, unit: 'kg' } },
      { ...jacket, notes: 'Check the zip' },
      before[2],
      {
        ...lace,
        footprint: { CO2e: expect.objectContaining(own) },
        impacts: { 'GWP-fossil': expect.objectContaining(own) },
      },
      before[4],
    ].map(withoutStamp),
  );
  expect((await dir.run(['undo', summaryOf(ran).run])).code).toBe(0);
  expect(held().map(withoutStamp)).toEqual(before.map(withoutStamp));
});

function withoutStamp(product: Product | undefined): object {
  return { ...product, updated: undefined };
}

it('says before anything is sent which uuid, unit or name the service does not take', async () => {
  const { dir, sandbox } = await withSample();
  const rows = [
    'uuid,name,sku,unit',
    '00000000-0000-4000-8000-000000000000,Shoe,,pcs',
    ',Boot,B-1,pc',
    ',Boot 2,B-2,pcs',
  ];
  await dir.write('rows.csv', rows.join('\n'));
  const ran = await dir.run(['import', 'rows.csv', '--json']);
  expect(countsOf(summaryOf(ran).counts)).toEqual({ rows: 3, created: 1, failed: 2 });
  expect((await dir.runFolder(ran)).results.map(({ code }) => code)).toEqual(['UNKNOWN_ID', 'UNKNOWN_UNIT', '']);
  expect(ran.code).toBe(4);
  expect(sandbox.variableProducts()).toHaveLength(6);
  const gone = await dir.run(['undo', summaryOf(ran).run]);
  expect(gone.code).toBe(4);
  expect(sandbox.variableProducts()).toHaveLength(6);
});

it('writes impacts digit by digit to every format', async () => {
  const { dir } = await withSample();
  const ran = await dir.run(['export', 'product-impacts', '--impacts', 'all', '--out', 'all.ndjson', '--json']);
  expect(JSON.parse(ran.stdout)).toMatchObject({ rows: 3 * 37 + 2, blank: 1 });
  const rows = await linesOf(dir, 'all.ndjson');
  const tiny = rows.filter(({ A1 }) => typeof A1 === 'string' && A1.startsWith('0.000000'));
  expect(tiny.length).toBeGreaterThan(0);
  expect((await dir.run(['export', 'product-impacts', '--impacts', 'all', '--out', 'all.csv'])).code).toBe(0);
  const [header = [], ...lines] = parseCsv(await dir.read('all.csv'));
  expect((await dir.run(['export', 'product-impacts', '--impacts', 'all', '--out', 'all.xlsx'])).code).toBe(0);
  const sheet = (await dir.readBook('all.xlsx')).worksheets[0];
  for (const key of ['A1', 'A1_A3', 'D', 'totalCarbonFootprint']) {
    const column = header.indexOf(key);
    const expected = rows.map((row) => row[key]);
    expect(lines.map((line) => line[column] || null)).toEqual(expected);
    const cells = rows.map((_, index) => sheet?.getRow(index + 2).getCell(column + 1).value);
    // A number of at most 15 digits is one in a workbook too; any other is text.
    expect(cells.map((cell) => (typeof cell === 'number' ? numberText(cell) : cell))).toEqual(expected);
  }
});

it('asks for the impacts of the products and codes that are named', async () => {
  const { dir, held } = await withSample();
  const [shoe, jacket] = held();
  const product = [shoe?.uuid, jacket?.uuid].join(',');
  const args = [
    'export',
    'product-impacts',
    '--out',
    'some.ndjson',
    '--impacts',
    'odp,GWP-Fossil',
    '--product',
    product,
  ];
  expect((await dir.run(args)).code).toBe(0);
  expect((await linesOf(dir, 'some.ndjson')).map(({ name, indicator }) => `${name} ${indicator}`)).toEqual([
    'Rain jacket GWP-fossil',
    'Rain jacket ODP',
    'Trail running shoe GWP-fossil',
    'Trail running shoe ODP',
  ]);
  const wrong = await dir.run(['export', 'product-impacts', '--out', 'wrong.csv', '--impacts', 'GWP-fosil']);
  expect(wrong.code).toBe(2);
  expect(wrong.stderr).toContain('did you mean GWP-fossil?');
  await expect(dir.read('wrong.csv')).rejects.toThrow();
  const units = await dir.run(['export', 'variable-units', '--out', 'units.csv', '--json']);
  expect(JSON.parse(units.stdout)).toMatchObject({ rows: 13 });
});
