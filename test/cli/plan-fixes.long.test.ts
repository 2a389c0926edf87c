// A plan writes what the service does not have as a list of fixes, with the names that it has.

import { expect, it } from 'vitest';
import { csvOf, product } from './tables.js';
import { openWorkplace } from './workdir.js';

it('lists the supplier that is nearly there, and the list corrects the file', async () => {
  const { dir } = await openWorkplace();
  await dir.write('suppliers.csv', csvOf([{ 'Supplier name': 'Skåne Oats AB' }, { 'Supplier name': 'Nordfrakt AB' }]));
  await dir.write('products.csv', csvOf([product({ 'Custom id': 'OAT-1', 'Product name': 'Oat drink' })]));
  const imported = await dir.run(['import', 'suppliers.csv', 'products.csv', '--yes']);
  expect([imported.code, imported.stderr]).toEqual([0, expect.any(String)]);
  const period = { 'Product custom id': 'OAT-1', 'Supplier name': 'SKANE OATS A.B.', 'Valid from': '2024-01-01' };
  await dir.write('periods.csv', csvOf([{ ...period, 'Valid to': '2024-12-31' }]));

  const planned = await dir.run(['plan', 'periods.csv', '--fixes', 'fixes.csv']);
  expect(planned.code).toBe(4);
  const [, line] = (await dir.read('fixes.csv')).trim().split('\r\n');
  expect(line).toBe('Supplier name,SKANE OATS A.B.,1,2,Skåne Oats AB,0.95,Skåne Oats AB');

  const fixed = await dir.run(['fix', 'periods.csv', 'fixes.csv', '--out', 'fixed.csv']);
  expect([fixed.code, fixed.stderr]).toEqual([0, expect.any(String)]);
  const again = await dir.run(['plan', 'fixed.csv']);
  expect(again.code).toBe(0);
});
