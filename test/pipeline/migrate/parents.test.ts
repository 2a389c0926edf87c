// Rows follow their parents by id, and never a namesake of them.

import { expect, it } from 'vitest';
import { countsOf, fromGroup, id, inGroup, openMigrating, period, product, supplier, toGroup } from './migrating.js';

/** A period is known by its product, too. */
const secondPeriod = `${id('aa', 2)}/${id('cc', 2)}`;

const nameless = { name: 'Oats', customId: undefined };

it('leaves a period at the source whose product was not carried over, although the target has its namesake', async () => {
  const at = await openMigrating({
    holdings: {
      suppliers: [supplier(1), supplier(2)],
      resoldProducts: [
        product(1, { ...nameless, description: 'Rolled', suppliers: [period(1, 1)] }),
        product(2, {
          ...nameless,
          description: 'Whole',
          suppliers: [period(2, 2, { validFrom: '2020-01-01', validTo: '2020-12-31' })],
        }),
      ],
    },
  });
  const planned = await at.migrate({ dryRun: true });
  expect(planned.summary.datasets.map(({ dataset, plan }) => [dataset, plan?.create])).toEqual([
    ['suppliers', 2],
    ['resold-products', 1],
    ['supplier-periods', 1],
  ]);
  const migrated = await at.migrate();
  const [only, ...others] = inGroup(at.sandbox.resoldProducts(), toGroup);
  expect(others).toEqual([]);
  expect(only?.suppliers).toMatchObject([{ supplierName: 'Supplier 1 AB', validFrom: '2024-01-01' }]);
  expect(migrated.summary.left.map(({ dataset, sourceId, message }) => [dataset, sourceId, message])).toEqual([
    ['resold-products', id('aa', 2), expect.stringContaining(`${id('aa', 1)} of the source has its name`)],
    ['supplier-periods', secondPeriod, 'its product was not carried over'],
  ]);
  expect(
    migrated.summary.parity?.differences.map(({ dataset, sourceId, target }) => [dataset, sourceId, target]),
  ).toEqual([
    ['resold-products', id('aa', 2), 'never carried over'],
    ['supplier-periods', secondPeriod, 'never carried over'],
  ]);
});

it('leaves a period at the source whose supplier was not carried over', async () => {
  const same = { name: 'Same AB', customId: undefined };
  const at = await openMigrating({
    holdings: {
      suppliers: [supplier(1, same), supplier(2, same)],
      resoldProducts: [product(1, { suppliers: [period(1, 1)] }), product(2, { suppliers: [period(2, 2)] })],
    },
  });
  const migrated = await at.migrate();
  expect(inGroup(at.sandbox.resoldProducts(), toGroup).map(({ customId, suppliers }) => [customId, suppliers])).toEqual(
    [
      ['OAT-1', [expect.objectContaining({ supplierName: 'Same AB' })]],
      ['OAT-2', undefined],
    ],
  );
  expect(migrated.summary.left).toContainEqual(
    expect.objectContaining({ sourceId: secondPeriod, message: 'its supplier was not carried over' }),
  );
});

it('links to parents that were renamed at the target since', async () => {
  const at = await openMigrating({ holdings: { suppliers: [supplier(1)], resoldProducts: [product(1)] } });
  await at.migrate({ datasets: ['suppliers', 'resold-products'] });
  const [newSupplier] = inGroup(at.sandbox.suppliers(), toGroup);
  const [newProduct] = inGroup(at.sandbox.resoldProducts(), toGroup);
  await at.put('PATCH', `/suppliers/${newSupplier?.id}`, { name: 'Other AB', customId: 'X-1' });
  const { id: _, groupId: __, createdAt: ___, updatedAt: ____, ...fields } = newProduct ?? {};
  await at.put('PUT', `/resold-products/${newProduct?.id}`, { ...fields, name: 'Barista', customId: 'BAR-1' });
  await at.put('PUT', `/resold-products/${id('aa', 1)}/suppliers`, {
    suppliers: [{ supplierId: id('bb', 1), validFrom: '2024-05-01' }],
  });
  const migrated = await at.migrate({ datasets: ['supplier-periods'] });
  expect(countsOf(migrated)).toEqual({ 'supplier-periods': { rows: 1, created: 1 } });
  expect(inGroup(at.sandbox.resoldProducts(), toGroup)).toMatchObject([
    { customId: 'BAR-1', suppliers: [{ supplierId: newSupplier?.id, validFrom: '2024-05-01' }] },
  ]);
  const all = await at.migrate();
  expect(countsOf(all)).toMatchObject({ suppliers: { rows: 1 }, 'resold-products': { rows: 1 } });
  expect(inGroup(at.sandbox.suppliers(), toGroup)).toHaveLength(1);
  expect(inGroup(at.sandbox.resoldProducts(), toGroup)).toHaveLength(1);
});

it('matches parents that the target has already, and links to them', async () => {
  const at = await openMigrating({
    holdings: {
      suppliers: [supplier(1), { ...supplier(91), name: 'Supplier one', customId: 'S-1', groupId: toGroup }],
      resoldProducts: [
        product(1, { suppliers: [period(1, 1)] }),
        { ...product(91), customId: 'OAT-1', name: 'Oats of the target', groupId: toGroup },
      ],
    },
  });
  const migrated = await at.migrate();
  expect(countsOf(migrated)).toEqual({
    suppliers: { rows: 1, skipped: 1 },
    'resold-products': { rows: 1, skipped: 1 },
    'supplier-periods': { rows: 1, created: 1 },
  });
  expect(inGroup(at.sandbox.resoldProducts(), toGroup)).toMatchObject([
    { id: id('aa', 91), name: 'Oats of the target', suppliers: [{ supplierId: id('bb', 91) }] },
  ]);
  expect(
    migrated.summary.parity?.differences.map(({ key, what, source, target }) => [key, what, source, target]),
  ).toEqual([
    ['S-1', 'Supplier name', 'Supplier 1 AB', 'Supplier one'],
    ['OAT-1', 'Product name', 'Oat drink 1', 'Oats of the target'],
    // The sandbox calculates a footprint from the name.
    ['OAT-1', 'kg CO2e per kg (assumed)', expect.any(String), expect.any(String)],
  ]);
});

/** The names of the suppliers of each product of the target. */
const linked = (at: Awaited<ReturnType<typeof openMigrating>>) =>
  inGroup(at.sandbox.resoldProducts(), toGroup).map(({ id: own, suppliers }) => [
    own,
    (Array.isArray(suppliers) ? suppliers : []).map((one) => Reflect.get(one, 'supplierName')),
  ]);

const twoNamesakes = {
  suppliers: [supplier(1), supplier(2)],
  resoldProducts: [
    product(1, { ...nameless, description: 'Rolled', suppliers: [period(1, 1)] }),
    product(2, { ...nameless, description: 'Whole', suppliers: [period(2, 2)] }),
  ],
};

it.each(['all at once', 'suppliers and products first', 'periods alone'])(
  'links nothing to a namesake that the target had before, of which either of two products may be the copy: %s',
  async (order) => {
    const own = { ...product(91, nameless), groupId: toGroup };
    const at = await openMigrating({
      holdings: { ...twoNamesakes, resoldProducts: [...twoNamesakes.resoldProducts, own] },
    });
    if (order === 'suppliers and products first') await at.migrate({ datasets: ['suppliers', 'resold-products'] });
    if (order === 'periods alone') await at.migrate({ datasets: ['suppliers'] });
    const datasets = order === 'periods alone' ? ['supplier-periods'] : [];
    const planned = await at.migrate({ datasets, dryRun: true });
    expect(planned.summary.datasets.at(-1)).toMatchObject({ dataset: 'supplier-periods', counts: { rows: 0 } });
    const migrated = await at.migrate({ datasets });
    expect(linked(at)).toEqual([[id('aa', 91), []]]);
    const periods = migrated.summary.left.filter(({ dataset }) => dataset === 'supplier-periods');
    expect(periods.map(({ sourceId, message }) => [sourceId, message])).toEqual([
      [`${id('aa', 1)}/${id('cc', 1)}`, 'its product was not carried over'],
      [secondPeriod, 'its product was not carried over'],
    ]);
    expect(migrated.lines.filter(({ dataset }) => dataset === 'resold-products')).toEqual([]);
  },
);

it('names the products that may be copies of a namesake, and verifies none of them as carried over', async () => {
  const own = { ...product(91, nameless), groupId: toGroup };
  const at = await openMigrating({
    holdings: { ...twoNamesakes, resoldProducts: [...twoNamesakes.resoldProducts, own] },
  });
  const migrated = await at.migrate();
  const products = migrated.summary.left.filter(({ dataset }) => dataset === 'resold-products');
  expect(products.map(({ sourceId }) => sourceId)).toEqual([id('aa', 1), id('aa', 2)]);
  expect(products[0]?.message).toContain(id('aa', 91));
  const verified = await at.migrate({ verify: true });
  expect(
    verified.summary.parity?.differences.flatMap(({ dataset, sourceId, target }) =>
      dataset === 'resold-products' ? [[sourceId, target]] : [],
    ),
  ).toEqual([
    [id('aa', 1), 'never carried over'],
    [id('aa', 2), 'never carried over'],
  ]);
});

it('keeps the copy of the first product when its namesake comes to the source later', async () => {
  const [first] = twoNamesakes.resoldProducts;
  const at = await openMigrating({ holdings: { ...twoNamesakes, resoldProducts: first ? [first] : [] } });
  await at.migrate();
  const second = {
    groupId: fromGroup,
    ...nameless,
    pickUpLocation: 'SE',
    productionLocation: 'SE',
    shipToLocation: 'NO',
  };
  const created: unknown = await at.put('POST', '/resold-products', second);
  const newId = String(Reflect.get(Object(created), 'id'));
  await at.put('PUT', `/resold-products/${newId}/suppliers`, {
    suppliers: [{ supplierId: id('bb', 2), validFrom: '2020-01-01', validTo: '2020-12-31' }],
  });
  for (const datasets of [[], ['supplier-periods']]) {
    const again = await at.migrate({ datasets });
    expect(linked(at)).toEqual([[expect.any(String), ['Supplier 1 AB']]]);
    expect(again.summary.left.filter(({ dataset }) => dataset === 'supplier-periods')).toMatchObject([
      { message: 'its product was not carried over' },
    ]);
  }
  await at.put('DELETE', `/resold-products/${id('aa', 1)}`);
  await at.migrate();
  expect(linked(at)).toEqual([[expect.any(String), ['Supplier 1 AB']]]);
});

it('knows a parent by its id in capitals', async () => {
  const at = await openMigrating({
    holdings: { suppliers: [supplier(1)], resoldProducts: [product(1, { suppliers: [period(1, 1)] })] },
    fault: ({ method, path }) =>
      method === 'GET' && path === `/resold-products/${id('aa', 1)}/suppliers`
        ? {
            kind: 'rewritten',
            change: (answer) =>
              (answer as readonly object[]).map((one) => ({ ...one, supplierId: id('bb', 1).toUpperCase() })),
          }
        : undefined,
  });
  const migrated = await at.migrate();
  expect(countsOf(migrated)['supplier-periods']).toEqual({ rows: 1, created: 1 });
  expect(migrated.summary.parity).toMatchObject({ isEqual: true });
});
