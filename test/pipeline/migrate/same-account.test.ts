// Two profiles of one account are refused, however they name it.

import { expect, it } from 'vitest';
import { openMigrating, product, supplier } from './migrating.js';

const holdings = {
  suppliers: [supplier(1)],
  resoldProducts: [product(1)],
  variableProducts: [{ uuid: '3fa85f64-5717-4562-b3fc-2c963f66afa6', name: 'Shoe', unit: 'pcs' }],
};

it.each(['carboncloud', 'dcycle', 'variable'] as const)('refuses one account of %s', async (provider) => {
  const at = await openMigrating({ holdings });
  await expect(at.migrate({ provider }, { to: at.sandbox.environment })).rejects.toMatchObject({
    kind: 'usage',
    code: 'SAME_ACCOUNT',
  });
  expect(at.writes('target')).toEqual([]);
  expect(await at.runs()).toEqual([]);
});

it('refuses one group that is spelled in two ways, and one account with a key and a login', async () => {
  const at = await openMigrating({ holdings });
  const { CARBONCLOUD_GROUP_ID = '', VARIABLE_API_KEY: _, ...login } = at.sandbox.environment;
  const shouted = { ...at.sandbox.environment, CARBONCLOUD_GROUP_ID: CARBONCLOUD_GROUP_ID.toUpperCase() };
  await expect(at.migrate({}, { to: shouted })).rejects.toMatchObject({ code: 'SAME_ACCOUNT' });
  await expect(at.migrate({ provider: 'variable' }, { to: login })).rejects.toMatchObject({ code: 'SAME_ACCOUNT' });
});
