// `import` of country sales: through an import session, confirmed by reading back; periods must not overlap anywhere.

import { expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/start-sandbox.js';
import { csvOf, sale } from './tables.js';
import { countsOf, openWorkplace, parseCsv, summaryOf } from './workdir.js';

/** Every sale that the service holds, as `product country start..end quantity`. */
function salesAt(sandbox: Sandbox): readonly string[] {
  const products = sandbox.soldProducts() as readonly {
    readonly product_name: string;
    readonly periods: readonly {
      readonly start_date: string;
      readonly end_date: string;
      readonly country_sales: readonly { readonly country: string; readonly quantity: number }[];
    }[];
  }[];
  return products
    .flatMap(({ product_name: name, periods }) =>
      periods.flatMap(({ start_date, end_date, country_sales }) =>
        country_sales.map(({ country, quantity }) => `${name} ${country} ${start_date}..${end_date} ${quantity}`),
      ),
    )
    .sort();
}

const rows = [
  sale({ Country: 'Sweden' }),
  sale({ Country: 'NO', 'Quantity sold': '1,050.5' }),
  sale({ 'Start date': '2024-07-01', 'End date': '2024-12-31', 'Quantity sold': '7' }),
];

it('creates sales in one session, and nothing when the file is imported again', async () => {
  const { dir, sandbox } = await openWorkplace();
  await dir.write('sales.csv', csvOf(rows));
  const first = await dir.run(['import', 'sales.csv', '--json']);
  expect(first.code).toBe(0);
  expect(countsOf(summaryOf(first).counts)).toEqual({ rows: 3, created: 3 });
  expect(salesAt(sandbox)).toEqual([
    'Air fryer 5 l NO 2024-01-01..2024-06-30 1050.5',
    'Air fryer 5 l SE 2024-01-01..2024-06-30 1200',
    'Air fryer 5 l SE 2024-07-01..2024-12-31 7',
  ]);
  expect(sandbox.imports()).toHaveLength(1);
  const { results } = await dir.runFolder(first);
  for (const { remote_id, request_id } of results) expect([remote_id, request_id]).not.toContain('');

  const second = await dir.run(['import', 'sales.csv', '--json']);
  expect(second.code).toBe(0);
  expect(countsOf(summaryOf(second).counts)).toEqual({ rows: 3, skipped: 3 });
  expect(sandbox.imports()).toHaveLength(1);
  expect(salesAt(sandbox)).toHaveLength(3);

  // A period that shares a day with one of the service, and one that follows it.
  const late = sale({ 'Start date': '2024-12-31', 'End date': '2025-03-31' });
  await dir.write(
    'more.csv',
    csvOf([late, sale({ 'Start date': '2025-01-01', 'End date': '2025-03-31', Country: 'NO' })]),
  );
  const third = await dir.run(['import', 'more.csv', '--json']);
  const { results: more } = await dir.runFolder(third);
  expect(more.map(({ status, code }) => [status, code])).toEqual([
    ['failed', 'SALES_DIFFER'],
    ['created', ''],
  ]);
  expect(more[0]?.message).toContain('2024-07-01 to 2024-12-31');
  expect(third.code).toBe(4);
  expect(salesAt(sandbox)).toHaveLength(4);
});

it('tells overlaps within the file, and sends nothing', async () => {
  const { dir, sandbox } = await openWorkplace();
  const inside = sale({ 'Start date': '2024-06-30', 'End date': '2024-07-31' });
  const after = sale({ 'Start date': '2024-08-01', 'End date': '2024-08-31' });
  const reversed = sale({ Country: 'DK', 'Start date': '2024-02-01', 'End date': '2024-01-01' });
  await dir.write(
    'sales.csv',
    csvOf([sale(), sale(), inside, after, reversed, sale({ Country: 'FI', 'Quantity sold': '0' })]),
  );
  const ran = await dir.run(['import', 'sales.csv']);
  expect(ran.code).toBe(3);
  const { problems } = await dir.runFolder();
  expect(problems.map(({ row, code, severity }) => `${row} ${code} ${severity}`)).toEqual([
    '3 REPEATED_ROW warning',
    '4 PERIOD_OVERLAP error',
    '6 PERIOD_REVERSED error',
    '7 TOO_SMALL error',
  ]);
  expect(problems[1]?.message).toContain('row 2');
  expect(sandbox.stats().requests).toBe(0);
});

it('puts what the service says about a row on that very row', async () => {
  const { dir, sandbox } = await openWorkplace();
  // A well-formed id of a product that the service does not have.
  const unknown = { 'Product name': '', 'Product id': '1b4e28ba-2fa1-41d2-883f-0016d3cca427' };
  await dir.write(
    'sales.csv',
    csvOf([sale({ 'Product id': '' }), sale(unknown), sale({ Country: 'NO', 'Product id': '' })]),
  );
  const ran = await dir.run(['import', 'sales.csv', '--json']);
  expect(ran.code).toBe(4);
  expect(countsOf(summaryOf(ran).counts)).toEqual({ rows: 3, created: 2, failed: 1 });
  const run = await dir.runFolder(ran);
  expect(run.results.map(({ row, status, code, field }) => [row, status, code, field])).toEqual([
    ['2', 'created', '', ''],
    ['3', 'failed', 'REFUSED', 'product_id'],
    ['4', 'created', '', ''],
  ]);
  expect(run.results[1]?.message).toContain('There is no sold product with this id');
  expect(parseCsv(await dir.read(`${run.path}/failed.csv`))).toHaveLength(2);
  expect(salesAt(sandbox)).toHaveLength(2);
});

it('writes a file for the service and sends nothing with --via file', async () => {
  const { dir, sandbox } = await openWorkplace();
  await dir.write('sales.csv', csvOf(rows));
  const ran = await dir.run(['import', 'sales.csv', '--via', 'file', '--json'], {
    env: { DCYCLE_IMPORT_TEMPLATE: undefined },
  });
  expect(ran.code).toBe(0);
  const run = await dir.runFolder(ran);
  const [header = [], ...lines] = parseCsv(await dir.read(`${run.path}/upload.csv`));
  const cells = lines.map((line) => ['product_name', 'country', 'quantity'].map((key) => line[header.indexOf(key)]));
  expect(cells).toEqual([
    ['Air fryer 5 l', 'SE', '1200'],
    ['Air fryer 5 l', 'NO', '1050.5'],
    ['Air fryer 5 l', 'SE', '7'],
  ]);
  // A look-up, and no row.
  expect(Object.keys(sandbox.stats().byRoute).filter((route) => !route.startsWith('GET'))).toEqual([]);
});
