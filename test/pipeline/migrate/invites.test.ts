// Migrations of invites, which send mail: only where they are named, after their products and suppliers.

import { expect, it } from 'vitest';
import { countsOf, fromGroup, id, inGroup, openMigrating, period, product, supplier, toGroup } from './migrating.js';

const holdings = {
  suppliers: [
    supplier(1, { contacts: [{ email: 'anna@example.com', firstName: 'Anna', lastName: 'Berg' }] }),
    supplier(2),
  ],
  resoldProducts: [
    product(1, { suppliers: [period(1, 1)] }),
    product(2, { suppliers: [period(2, 1)] }),
    product(3, { suppliers: [period(3, 2)] }),
    product(4, { suppliers: [period(4, 2)] }),
  ],
};

const all = ['suppliers', 'resold-products', 'supplier-periods', 'invites'];

async function invited() {
  const at = await openMigrating({ holdings });
  await at.put('POST', '/invite', { supplierId: id('bb', 1), products: [1, 2].map((one) => ({ id: id('aa', one) })) });
  await at.put('POST', '/invite', { supplierId: id('bb', 2), products: [{ id: id('aa', 3) }] });
  await at.put('POST', '/_sandbox/answers', { supplierId: id('bb', 1), productId: id('aa', 2), answer: 'declined' });
  await at.put('POST', '/_sandbox/answers', { supplierId: id('bb', 2), productId: id('aa', 3), answer: 'accepted' });
  return at;
}

it('sends no invites unless they are named', async () => {
  const at = await invited();
  const migrated = await at.migrate();
  expect(at.writes('target').filter(({ request }) => request.endsWith('/invite'))).toEqual([]);
  expect(migrated.summary.unmoved[0]).toEqual({
    what: 'invites',
    why: 'they send mail: they move only when you name them',
  });
});

it('invites the new suppliers about the new products, but not about declined ones', async () => {
  const at = await invited();
  const migrated = await at.migrate({ datasets: all });
  expect(countsOf(migrated).invites).toEqual({ rows: 2, created: 2 });
  const products = inGroup(at.sandbox.resoldProducts(), toGroup);
  const suppliers = inGroup(at.sandbox.suppliers(), toGroup);
  const newId = (rows: typeof products, customId: string): unknown => rows.find((one) => one.customId === customId)?.id;
  const invites = at.writes('target').filter(({ request }) => request.endsWith('/invite'));
  expect(invites.map(({ body }) => JSON.parse(body))).toEqual([
    { supplierId: newId(suppliers, 'S-1'), products: [{ id: newId(products, 'OAT-1') }] },
    { supplierId: newId(suppliers, 'S-2'), products: [{ id: newId(products, 'OAT-3') }] },
  ]);
  expect(migrated.lines.filter(({ dataset }) => dataset === 'invites')).toEqual([
    {
      dataset: 'invites',
      source_id: `${id('aa', 1)}/${id('bb', 1)}`,
      target_id: `${newId(products, 'OAT-1')}/${newId(suppliers, 'S-1')}`,
      key: 'OAT-1 / S-1',
    },
    {
      dataset: 'invites',
      source_id: `${id('aa', 3)}/${id('bb', 2)}`,
      target_id: `${newId(products, 'OAT-3')}/${newId(suppliers, 'S-2')}`,
      key: 'OAT-3 / S-2',
    },
  ]);
  expect(at.writes('source')).toEqual([]);
  expect(migrated.summary.parity).toMatchObject({ isEqual: true });
  expect(migrated.summary.left).toMatchObject([
    { dataset: 'invites', key: 'OAT-2 / S-1', sourceId: `${id('aa', 2)}/${id('bb', 1)}`, status: 'not moved' },
  ]);
  const again = await at.migrate({ datasets: all });
  expect(countsOf(again).invites).toEqual({ rows: 2, skipped: 2 });
  expect(at.writes('target').filter(({ request }) => request.endsWith('/invite'))).toHaveLength(2);
  expect(inGroup(at.sandbox.resoldProducts(), fromGroup)).toHaveLength(4);
});
