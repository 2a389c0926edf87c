// The story of a row: its cells, what became of them, every request, what the service holds.

import { expect, it } from 'vitest';
import { rowPlaceOf } from '../../src/pipeline/rows/row-address.js';
import { csvOf, purchase, purchases } from './tables.js';
import { openWorkplace, summaryOf } from './workdir.js';

it('tells how a row went, by its address and by its id at the service', async () => {
  const { dir, sandbox } = await openWorkplace({
    fault: ({ method, count }) =>
      method === 'POST' && count === 1
        ? { kind: 'status-before', status: 429, headers: { 'retry-after': '0' } }
        : undefined,
  });
  await dir.write('purchases.csv', csvOf([purchase({ country: 'Spain' }), purchase({ quantity: '-1' })]));
  const ran = await dir.run(['import', 'purchases.csv', '--invalid', 'skip', '--yes', '--json']);
  expect(ran.code).toBe(4);
  const { run } = summaryOf(ran);
  const id = String(Reflect.get(sandbox.purchases()[0] ?? {}, 'id'));

  const byAddress = await dir.run(['trace', 'C2']);
  expect(byAddress.code).toBe(0);
  expect(byAddress.stdout).toContain(`purchases.csv, row 2  (run ${run})`);
  expect(byAddress.stdout).toMatch(/C2 country +Spain → country = "ES"/);
  expect(byAddress.stdout).toMatch(/request .* POST createPurchase: 429[\s\S]*request .* POST createPurchase: 201/);
  expect(byAddress.stdout).toMatch(new RegExp(`result +created ${id}`));
  expect((await dir.run(['trace', id])).stdout).toBe(byAddress.stdout);
  expect((await dir.run(['trace', '2', '--run', run.slice(0, 16)])).stdout).toBe(byAddress.stdout);

  const unfit = await dir.run(['trace', '3', '--json']);
  expect(JSON.parse(unfit.stdout)).toMatchObject({
    rows: [{ row: 3, entry: { status: 'invalid' }, problems: [{ code: 'OPEN_CREDIT', field: 'quantity' }] }],
  });
  expect(await dir.run(['trace', '4'])).toMatchObject({ code: 2, stderr: expect.stringContaining('has no such row') });
});

it('tells what the ledger knows when the source has changed, and makes no ledger of its own', async () => {
  const { dir } = await openWorkplace();
  expect((await dir.run(['trace', '2'])).code).toBe(2);
  expect((await dir.run(['resume', 'any'])).code).toBe(2);
  expect((await dir.run(['retry', 'any'])).code).toBe(2);
  expect(await dir.run(['resume'])).toMatchObject({ code: 0, stdout: expect.stringContaining('nothing to resume') });
  expect(dir.has('.carbonsheet')).toBe(false);
  await dir.write('purchases.csv', csvOf(purchases(3)));
  await dir.run(['import', 'purchases.csv', '--yes']);
  await dir.write('purchases.csv', csvOf(purchases(2)));
  const traced = await dir.run(['trace', '4']);
  expect(traced.stdout).toContain('no longer exists as it was');
  expect(traced.stdout).toMatch(/result +created/);
});

it.each([
  ['14', { sheet: undefined, row: 14 }],
  ['C14', { sheet: undefined, row: 14 }],
  ['$C$14', { sheet: undefined, row: 14 }],
  ['Q1!C14', { sheet: 'Q1', row: 14 }],
  ["'Mike''s sheet'!14", { sheet: "Mike's sheet", row: 14 }],
  ['ABCD14', undefined],
  ['0', undefined],
  ['C', undefined],
  ['', undefined],
])('reads the address %s', (address, place) => {
  expect(rowPlaceOf(address)).toEqual(place);
});
