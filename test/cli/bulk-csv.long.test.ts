// `import --via bulk-csv`: purchases that are sent as whole files, with a result for every row.

import { expect, it } from 'vitest';
import { csvOf, purchase, purchases } from './tables.js';
import { countsOf, openWorkplace, summaryOf } from './workdir.js';

const announce = 'POST /api/v1/purchases/bulk/csv';

it('sends the rows that the service lacks, tries the first ones before the rest, and gives each its result', async () => {
  const { dir, sandbox } = await openWorkplace();
  await dir.write('some.csv', csvOf(purchases(3)));
  await dir.run(['import', 'some.csv']);
  await dir.write('purchases.csv', csvOf(purchases(20)));

  const ran = await dir.run(['import', 'purchases.csv', '--via', 'bulk-csv', '--json']);
  expect(ran.code, ran.stderr).toBe(0);
  expect(countsOf(summaryOf(ran).counts)).toEqual({ rows: 20, created: 17, skipped: 3 });
  expect(sandbox.purchases()).toHaveLength(20);
  expect(sandbox.stats().byRoute).toMatchObject({ [announce]: 2, 'POST /v1/purchases': 3 });
  const idOf = new Map(sandbox.purchases().map((held) => [Reflect.get(held, 'product_name'), Reflect.get(held, 'id')]));
  const { results } = await dir.runFolder(ran);
  for (const result of results) expect(result.remote_id).toBe(idOf.get(result.product_name));
});

it('is undone row by row', async () => {
  const { dir, sandbox } = await openWorkplace();
  await dir.write('purchases.csv', csvOf(purchases(3)));
  const ran = await dir.run(['import', 'purchases.csv', '--via', 'bulk-csv', '--json']);
  const undone = await dir.run(['undo', summaryOf(ran).run, '--yes', '--json']);
  expect(undone.code, undone.stderr).toBe(0);
  expect(sandbox.purchases()).toEqual([]);
});

it('leaves rows in doubt that do not appear, and sends none of them again when it is taken up', async () => {
  const { dir, sandbox } = await openWorkplace({
    fault: ({ method }) => (method === 'PUT' ? { kind: 'drop-before' } : undefined),
  });
  await dir.write('purchases.csv', csvOf([purchase()]));
  const env = { CARBONSHEET_DEADLINE: '3s' };
  const ran = await dir.run(['import', 'purchases.csv', '--via', 'bulk-csv', '--json'], { env });
  expect(countsOf(summaryOf(ran).counts)).toEqual({ rows: 1, inDoubt: 1 });
  const resumed = await dir.run(['resume', summaryOf(ran).run, '--json'], { env });
  expect(countsOf(summaryOf(resumed).counts)).toEqual({ rows: 1, inDoubt: 1 });
  expect(sandbox.stats().byRoute).not.toHaveProperty('POST /v1/purchases');
  expect(sandbox.stats().byRoute[announce]).toBe(1);
});

it.each([
  ['the user is not set', 'purchases.csv', { DCYCLE_USER_ID: '' }, /DCYCLE_USER_ID is not set/],
  ['the rows are no purchases', 'sales.csv', {}, /takes no file of many country-sales at once/],
])('sends nothing when %s', async (_, file, env, message) => {
  const { dir, sandbox } = await openWorkplace();
  await dir.write('purchases.csv', csvOf([purchase()]));
  const sales = 'product_name,country,quantity,start_date,end_date\nKettle,SE,3,2024-01-01,2024-12-31\n';
  await dir.write('sales.csv', sales);
  const ran = await dir.run(['import', file, '--via', 'bulk-csv'], { env });
  expect(ran.code).toBe(2);
  expect(ran.stderr).toMatch(message);
  expect(sandbox.stats().requests).toBe(0);
});
