// A migration into an account whose periods are closed: it says so, and a reason lets the rows pass.

import { expect, it } from 'vitest';
import { fromGroup, inGroup, openMigrating, product, supplier, toGroup } from './migrating.js';

const holdings = {
  suppliers: [supplier(1)],
  resoldProducts: [product(1, { yearlySalesVolumes: { 2024: 12.5 } }), product(2)],
};

it('stops at the dataset, says why, and goes on with a reason', async () => {
  const at = await openMigrating({ holdings });
  await at.close('2024');
  const migrated = await at.migrate();
  expect(migrated.stops).toMatchObject([
    { dataset: 'resold-products', stop: { code: 'PERIOD_CLOSED', hint: expect.stringContaining('--restate REASON') } },
  ]);
  expect(migrated.summary.exitCode).toBe(4);
  expect(inGroup(at.sandbox.suppliers(), toGroup)).toHaveLength(1);
  expect(inGroup(at.sandbox.resoldProducts(), toGroup)).toEqual([]);
  const restated = await at.migrate({ restate: 'moved with its history' });
  expect(restated.stops).toEqual([]);
  expect(inGroup(at.sandbox.resoldProducts(), toGroup)).toHaveLength(2);
  expect(inGroup(at.sandbox.resoldProducts(), fromGroup)).toHaveLength(2);
});
