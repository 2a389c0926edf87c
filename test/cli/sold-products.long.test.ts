// Sold products and their periods: exported, and deleted by the rows that ask for it.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { countsOf, openWorkplace, parseCsv, summaryOf } from './workdir.js';

const id = (end: number): string => `00000000-0000-4000-8000-${String(end).padStart(12, '0')}`;
const period = (end: number, year: number) => ({
  id: id(end),
  start_date: `${year}-01-01`,
  end_date: `${year}-12-31`,
  country_sales: [{ country: 'ES', quantity: end }],
});
const soldProducts = [
  { product_id: id(1), product_name: 'Kettle', periods: [period(11, 2022), period(12, 2023), period(13, 2024)] },
  { product_id: id(2), product_name: 'Pan', periods: [period(21, 2024)] },
];

it('deletes the periods that an edited export asks for, but not the last one of a product', async () => {
  const { dir, sandbox } = await openWorkplace({ holdings: { soldProducts } });
  const exported = await dir.run(['export', 'sales-periods', '--out', 'periods.csv']);
  expect(exported.code, exported.stderr).toBe(0);
  const [header = [], ...rows] = parseCsv(await readFile(join(dir.path, 'periods.csv'), 'utf8'));
  expect(rows).toHaveLength(4);
  const word = (row: readonly string[]) => (row.includes('2023-01-01') ? '' : 'delete');
  const edited = [[...header, 'Action'], ...rows.map((row) => [...row, word(row)])];
  await dir.write('edited.csv', edited.map((row) => row.join(',')).join('\n'));

  const ran = await dir.run(['import', 'edited.csv', '--yes', '--deletes', '2', '--json']);
  expect(ran.code, ran.stderr).toBe(4);
  expect(countsOf(summaryOf(ran).counts)).toEqual({ rows: 4, deleted: 2, unchanged: 1, failed: 1 });
  const { results } = await dir.runFolder(ran);
  expect(results.map(({ status, code }) => `${status} ${code}`.trim())).toEqual([
    'deleted DELETED',
    'unchanged AS_EXPORTED',
    'deleted DELETED',
    'failed UNDELETABLE',
  ]);
  expect(sandbox.soldProducts()).toMatchObject([{ periods: [{ id: id(12) }] }, { periods: [{ id: id(21) }] }]);
  expect(sandbox.stats().byRoute['DELETE /v1/sold-products/{id}/periods/{period}']).toBe(2);
});

it('deletes products by name or id, and creates none', async () => {
  const { dir, sandbox } = await openWorkplace({ holdings: { soldProducts } });
  await dir.write(
    'products.csv',
    ['Action,Product name,Product id', 'delete,KETTLE,', `delete,,${id(9)}`, ',Pot,', ',Pan,', ''].join('\n'),
  );
  const ran = await dir.run([
    'import',
    'products.csv',
    '--dataset',
    'sold-products',
    '--yes',
    '--deletes',
    '1',
    '--json',
  ]);
  expect(ran.code, ran.stderr).toBe(4);
  const { results } = await dir.runFolder(ran);
  expect(results.map(({ status, code }) => `${status} ${code}`)).toEqual([
    'deleted DELETED',
    'skipped NOTHING_TO_DELETE',
    'failed CANNOT_CREATE',
    'skipped ALREADY_THERE',
  ]);
  expect(sandbox.soldProducts()).toMatchObject([{ product_name: 'Pan' }]);
});

it.each([
  ['country-sales', ['--name', 'kettle'], 3],
  ['sold-products', [], 2],
  ['period-emissions', [], 8],
  ['existing-country-sales', [], 2],
  ['units', ['--type', 'fiat_currency'], 4],
  ['import-sessions', ['--include-expired', 'true'], 0],
])('exports %s %j', async (what, filters, count) => {
  const { dir } = await openWorkplace({ holdings: { soldProducts } });
  const ran = await dir.run(['export', what, ...filters, '--out', 'out.csv', '--json']);
  expect(ran.code, ran.stderr).toBe(0);
  expect(JSON.parse(ran.stdout)).toMatchObject({ dataset: what, rows: count });
});

it('rehearses what it would delete', async () => {
  const { dir, sandbox } = await openWorkplace({ holdings: { soldProducts } });
  const rows = ['2022', '2023', '2024'].map((year) => `delete,Kettle,${year}-01-01,${year}-12-31`);
  await dir.write('periods.csv', ['Action,Product name,Start date,End date', ...rows, ''].join('\n'));
  const ran = await dir.run(['import', 'periods.csv', '--rehearse', '--deletes', '2', '--json']);
  expect(ran.code, ran.stderr).toBe(4);
  expect(summaryOf(ran)).toMatchObject({ rehearsed: true, counts: { deleted: 2, failed: 1 } });
  expect(sandbox.soldProducts()).toMatchObject([{ periods: [{}, {}, {}] }, {}]);
});
