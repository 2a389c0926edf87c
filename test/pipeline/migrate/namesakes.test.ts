// Things of one name are never melted into one: each moves as its own, or stays and is named with what hangs on it.

import { expect, it } from 'vitest';
import { fromGroup, id, inGroup, openMigrating, period, product, supplier, toGroup } from './migrating.js';

type At = Awaited<ReturnType<typeof openMigrating>>;
type Migrated = Awaited<ReturnType<At['migrate']>>;

const eva = { email: 'eva@acme2.example', firstName: 'Eva', lastName: 'B' };
const acme = { name: 'Acme AB' };

/** What stays at the source, by dataset. */
const left = ({ summary }: Migrated) => summary.left.map(({ dataset, sourceId }) => [dataset, sourceId]);

/** No row of the target is the copy of two. */
const expectOwnCopies = ({ lines }: Migrated) => {
  for (const side of ['source_id', 'target_id'] as const) {
    const ids = lines.map((line) => `${line.dataset} ${line[side]}`);
    expect(new Set(ids).size).toBe(ids.length);
  }
};

const twoSuppliers = {
  suppliers: [
    supplier(1, { ...acme, customId: 'N1', contacts: [] }),
    supplier(2, { ...acme, customId: undefined, contacts: [eva] }),
  ],
  resoldProducts: [product(1, { suppliers: [period(1, 1)] }), product(2, { suppliers: [period(2, 2)] })],
};

it.each(['skip', 'update'] as const)('gives no supplier the contacts of its namesake: %s', async (onExisting) => {
  const at = await openMigrating({ holdings: twoSuppliers });
  for (const _ of [1, 2, 3]) {
    const migrated = await at.migrate({ onExisting });
    expect(inGroup(at.sandbox.suppliers(), toGroup)).toMatchObject([{ ...acme, customId: 'N1', contacts: [] }]);
    expect(inGroup(at.sandbox.resoldProducts(), toGroup).map(({ suppliers }) => suppliers ?? [])).toEqual([
      [expect.objectContaining({ supplierName: 'Acme AB' })],
      [],
    ]);
    expectOwnCopies(migrated);
    expect(left(migrated)).toEqual([
      ['suppliers', id('bb', 2)],
      ['supplier-periods', `${id('aa', 2)}/${id('cc', 2)}`],
    ]);
    expect(migrated.summary.left[0]?.message).toMatch(/has its name.*give each a number of its own/);
    expect(migrated.summary.parity?.differences).toContainEqual(
      expect.objectContaining({ sourceId: id('bb', 2), target: 'never carried over' }),
    );
    expect(migrated.summary.exitCode).toBe(4);
  }
});

it('moves the namesake once it has a number of its own', async () => {
  const at = await openMigrating({ holdings: twoSuppliers });
  await at.migrate();
  await at.put('PATCH', `/suppliers/${id('bb', 2)}`, { customId: 'N2' });
  const migrated = await at.migrate();
  expect(migrated.summary).toMatchObject({ exitCode: 0, left: [], parity: { isEqual: true } });
  expect(inGroup(at.sandbox.suppliers(), toGroup)).toMatchObject([
    { customId: 'N1', contacts: [] },
    { customId: 'N2', contacts: [{ email: eva.email }] },
  ]);
});

it('writes nothing over the copy of a supplier that is gone from the source', async () => {
  const at = await openMigrating({ holdings: { suppliers: twoSuppliers.suppliers } });
  await at.migrate({ datasets: ['suppliers'] });
  await at.put('DELETE', `/suppliers/${id('bb', 1)}`);
  const migrated = await at.migrate({ datasets: ['suppliers'], onExisting: 'update' });
  expect(inGroup(at.sandbox.suppliers(), toGroup)).toMatchObject([{ customId: 'N1', contacts: [] }]);
  expect(left(migrated)).toEqual([['suppliers', id('bb', 2)]]);
  expect(migrated.lines).toEqual([]);
});

it('keeps all contacts of a supplier with its own', async () => {
  const contacts = [1, 2, 3, 4, 5].map((number) => ({ email: `p${number}@acme.example`, firstName: '', lastName: '' }));
  const others = [6, 7, 8, 9].map((number) => ({ email: `p${number}@acme2.example`, firstName: '', lastName: '' }));
  const at = await openMigrating({
    holdings: {
      suppliers: [
        supplier(1, { ...acme, customId: undefined, contacts: others }),
        supplier(2, { ...acme, customId: 'N1', contacts }),
      ],
    },
  });
  const migrated = await at.migrate();
  const [only, ...more] = inGroup(at.sandbox.suppliers(), toGroup);
  expect(more).toEqual([]);
  expect(only).toMatchObject({ customId: 'N1', contacts: contacts.map(({ email }) => ({ email })) });
  expect(left(migrated)).toEqual([['suppliers', id('bb', 1)]]);
});

it('links nothing to another product of the name, however often it is run', async () => {
  const oats = { name: 'Oat drink', customId: undefined };
  const at = await openMigrating({
    holdings: {
      suppliers: [supplier(1), supplier(2)],
      resoldProducts: [
        product(1, { ...oats, yearlySalesVolumes: { 2026: 7 }, suppliers: [period(1, 1)] }),
        product(2, {
          ...oats,
          yearlySalesVolumes: { 2026: 11 },
          suppliers: [period(2, 2, { validFrom: '2020-01-01', validTo: '2020-12-31' })],
        }),
      ],
    },
  });
  for (const onExisting of ['skip', 'skip', 'update'] as const) {
    const migrated = await at.migrate({ onExisting });
    expect(inGroup(at.sandbox.resoldProducts(), toGroup)).toMatchObject([
      { yearlySalesVolumes: { 2026: 7 }, suppliers: [{ supplierName: 'Supplier 1 AB' }] },
    ]);
    expect(inGroup(at.sandbox.resoldProducts(), toGroup)[0]?.suppliers).toHaveLength(1);
    expectOwnCopies(migrated);
    expect(left(migrated)).toEqual([
      ['resold-products', id('aa', 2)],
      ['supplier-periods', `${id('aa', 2)}/${id('cc', 2)}`],
    ]);
  }
});

it('takes a product that the target refuses for the copy of nothing', async () => {
  const at = await openMigrating({
    holdings: {
      suppliers: [supplier(1)],
      resoldProducts: [
        product(1, { suppliers: [period(1, 1)] }),
        // By its number it is another product, and by its GTIN the same.
        { ...product(91, { customId: 'OTHER', gtin: '07350000000015' }), groupId: toGroup },
      ],
    },
    fault: ({ method, path }) =>
      method === 'POST' && path === '/resold-products' ? { kind: 'status-before', status: 409 } : undefined,
  });
  const migrated = await at.migrate();
  expect(migrated.lines.map(({ dataset }) => dataset)).toEqual(['suppliers']);
  expect(left(migrated)).toEqual([
    ['supplier-periods', `${id('aa', 1)}/${id('cc', 1)}`],
    ['resold-products', id('aa', 1)],
  ]);
});

it('invites nobody of a supplier that stayed', async () => {
  const mia = { email: 'mia@acme.example', firstName: 'Mia', lastName: 'A' };
  const [one, other] = twoSuppliers.suppliers;
  const at = await openMigrating({
    holdings: {
      suppliers: [{ ...one, contacts: [mia] }, other ?? {}],
      resoldProducts: [product(1, { suppliers: [period(1, 1)] }), product(2, { suppliers: [period(2, 2)] })],
    },
  });
  for (const number of [1, 2])
    await at.put('POST', '/invite', { supplierId: id('bb', number), products: [{ id: id('aa', number) }] });
  const migrated = await at.migrate({ datasets: ['suppliers', 'resold-products', 'supplier-periods', 'invites'] });
  const [only] = inGroup(at.sandbox.suppliers(), toGroup);
  expect(only).toMatchObject({ customId: 'N1', contacts: [{ email: mia.email }] });
  const sent = at.writes('target').filter(({ request }) => request.endsWith('/invite'));
  expect(sent.map(({ body }) => JSON.parse(body).supplierId)).toEqual([only?.id]);
  expect(migrated.summary.left).toContainEqual(
    expect.objectContaining({ dataset: 'invites', message: 'its supplier was not carried over' }),
  );
});

it('adds no sales to those of another sold product of the name', async () => {
  const sold = (number: number, name: string, year: number, quantity: number) => ({
    product_id: id('ee', number),
    product_name: name,
    periods: [
      {
        id: id('ef', number),
        start_date: `${year}-01-01`,
        end_date: `${year}-12-31`,
        country_sales: [{ country: 'SE', quantity }],
      },
    ],
  });
  const at = await openMigrating({
    holdings: {
      soldProducts: [
        sold(1, 'Kettle', 2024, 10),
        sold(2, 'kettle ', 2023, 20),
        sold(3, 'Kettle', 2024, 30),
        sold(4, 'Toaster', 2024, 40),
      ],
    },
  });
  for (const _ of [1, 2]) {
    const migrated = await at.migrate({ provider: 'dcycle' });
    const there = at.sandbox.second.soldProducts();
    expect(there).toMatchObject([
      { product_name: 'Kettle', periods: [{ start_date: '2024-01-01', country_sales: [{ quantity: 10 }] }] },
      { product_name: 'Toaster', periods: [{ country_sales: [{ quantity: 40 }] }] },
    ]);
    expectOwnCopies(migrated);
    const sales = migrated.summary.left.filter(({ dataset }) => dataset === 'country-sales');
    expect(sales.map(({ message }) => message)).toEqual(
      Array(2).fill(expect.stringContaining('another sold product of the source has its name')),
    );
    expect(migrated.summary.exitCode).toBe(4);
    expect(migrated.summary.parity?.datasets).toContainEqual(
      expect.objectContaining({ dataset: 'country-sales', source: 4, target: 2 }),
    );
  }
});

it('moves one of two products of Variable of one name, and names the other', async () => {
  const own = (number: number, more: object) => ({ uuid: id('ab', number), name: 'Desk', ...more });
  const at = await openMigrating({
    holdings: { variableProducts: [own(1, {}), own(2, { sku: 'D-2' }), own(3, { sku: 'D-3' })] },
  });
  for (const _ of [1, 2]) {
    const migrated = await at.migrate({ provider: 'variable' });
    expect(left(migrated)).toEqual([['variable-products', id('ab', 1)]]);
    expectOwnCopies(migrated);
    expect(migrated.lines.map(({ source_id }) => source_id)).toEqual([id('ab', 2), id('ab', 3)]);
  }
});

it('keeps the group of the source as it was', async () => {
  const at = await openMigrating({ holdings: twoSuppliers });
  const before = JSON.stringify(inGroup(at.sandbox.suppliers(), fromGroup));
  await at.migrate();
  expect(JSON.stringify(inGroup(at.sandbox.suppliers(), fromGroup))).toBe(before);
  expect(at.writes('source')).toEqual([]);
});
