// Migrations of accounts that change meanwhile, refuse, or hold other rows.

import { expect, it } from 'vitest';
import { countsOf, fromGroup, id, inGroup, openMigrating, period, product, supplier, toGroup } from './migrating.js';

const holdings = {
  suppliers: [supplier(1), supplier(2)],
  resoldProducts: [1, 2, 3].map((number) => product(number, { suppliers: [period(number, 1 + (number % 2))] })),
};

/** What the comparison names. */
const named = ({ summary }: { readonly summary: { readonly parity?: { readonly differences: readonly object[] } } }) =>
  summary.parity?.differences.map((one) =>
    ['dataset', 'key', 'what', 'source', 'target'].map((field) => String(Reflect.get(one, field))),
  );

it('goes on after an interruption with the rows that it has read, and names what changed at the source since', async () => {
  const stopping = new AbortController();
  let posts = 0;
  const at = await openMigrating({
    holdings,
    fault: ({ method, path }) => {
      if (method === 'POST' && path === '/resold-products') posts += 1;
      if (posts === 2) stopping.abort();
      return undefined;
    },
  });
  const stopped = await at.migrate({ concurrency: 1 }, { signal: stopping.signal });
  expect(stopped.summary.exitCode).toBe(130);
  expect(inGroup(at.sandbox.resoldProducts(), toGroup)).toHaveLength(2);
  await at.put('POST', '/suppliers', { groupId: fromGroup, name: 'New AB', customId: 'S-9' });
  await at.put('PATCH', `/suppliers/${id('bb', 2)}`, { name: 'Renamed AB' });
  await at.put('DELETE', `/resold-products/${id('aa', 3)}`);
  const resumed = await at.migrate();
  expect(resumed.summary.run).toBe(stopped.summary.run);
  expect(countsOf(resumed)).toEqual({
    suppliers: { rows: 2, created: 2 },
    'resold-products': { rows: 3, created: 3 },
    'supplier-periods': { rows: 3, created: 3 },
  });
  expect(resumed.lines.map(({ dataset }) => dataset)).toEqual([
    ...Array(2).fill('suppliers'),
    ...Array(3).fill('resold-products'),
    ...Array(3).fill('supplier-periods'),
  ]);
  const ids = new Set(
    [...inGroup(at.sandbox.resoldProducts(), toGroup), ...inGroup(at.sandbox.suppliers(), toGroup)].map(
      (row) => row.id,
    ),
  );
  expect(resumed.lines.slice(0, 5).every(({ target_id }) => ids.has(target_id))).toBe(true);
  expect(named(resumed)).toEqual([
    ['suppliers', 'S-2', 'Supplier name', 'Renamed AB', 'Supplier 2 AB'],
    ['suppliers', 'S-9', 'row', 'there', 'never carried over'],
    ['resold-products', 'OAT-3', 'row', 'missing', 'there'],
    ['supplier-periods', 'OAT-3 / S-2 / 2024-01-01', 'row', 'missing', 'there'],
  ]);
  expect(resumed.summary.exitCode).toBe(4);
  const again = await at.migrate({ onExisting: 'update' });
  expect(countsOf(again).suppliers).toEqual({ rows: 3, created: 1, updated: 1, unchanged: 1 });
  expect(named(again)).toEqual([
    ['resold-products', 'OAT-3', 'row', 'missing', 'there'],
    ['supplier-periods', 'OAT-3 / S-2 / 2024-01-01', 'row', 'missing', 'there'],
  ]);
});

it('reads a source whose product goes while its periods are read', async () => {
  let asked = 0;
  const at = await openMigrating({
    holdings,
    fault: ({ method, path }) => {
      if (method !== 'GET' || path !== `/resold-products/${id('aa', 2)}/suppliers`) return undefined;
      asked += 1;
      return { kind: 'status-before', status: 404 };
    },
  });
  const migrated = await at.migrate();
  expect(asked).toBeGreaterThan(0);
  expect(countsOf(migrated)['supplier-periods']).toEqual({ rows: 2, created: 2 });
  expect(named(migrated)).toEqual([]);
});

it('names rows that came to the source after it was read', async () => {
  const at = await openMigrating({
    holdings,
    fault: ({ method, path, count }) =>
      method === 'GET' && path === '/suppliers' && count === 1
        ? { kind: 'rewritten', change: (answer) => (answer as readonly object[]).slice(0, 1) }
        : undefined,
  });
  const migrated = await at.migrate({ datasets: ['suppliers'] });
  expect(countsOf(migrated)).toEqual({ suppliers: { rows: 1, created: 1 } });
  expect(named(migrated)).toEqual([['suppliers', 'S-2', 'row', 'there', 'never carried over']]);
  const again = await at.migrate({ datasets: ['suppliers'] });
  expect(countsOf(again)).toEqual({ suppliers: { rows: 2, created: 1, unchanged: 1 } });
  expect(named(again)).toEqual([]);
});

it('stops where the target refuses to write, and goes on when it may', async () => {
  let isAllowed = false;
  const at = await openMigrating({
    holdings,
    fault: ({ method, path }) =>
      !isAllowed && method === 'POST' && path === '/suppliers' ? { kind: 'status-before', status: 403 } : undefined,
  });
  const refused = await at.migrate();
  expect(refused.summary).toMatchObject({ exitCode: 6 });
  expect(refused.stop).toMatchObject({ kind: 'refused' });
  expect(inGroup(at.sandbox.suppliers(), toGroup)).toEqual([]);
  expect(refused.summary.datasets.map(({ dataset }) => dataset)).toEqual(['suppliers']);
  isAllowed = true;
  const migrated = await at.migrate();
  expect(migrated.summary.run).toBe(refused.summary.run);
  expect(migrated.summary.exitCode).toBe(0);
  expect(named(migrated)).toEqual([]);
});

it('stops where the source may not be read', async () => {
  const at = await openMigrating({
    holdings,
    fault: ({ path }) => (path === '/suppliers' ? { kind: 'status-before', status: 403 } : undefined),
  });
  await expect(at.migrate()).rejects.toMatchObject({ kind: 'refused' });
  expect(at.writes('target')).toEqual([]);
});

it.each([
  ['carboncloud', 'footprints'],
  ['dcycle', 'sold-products'],
  ['variable', 'product-impacts'],
] as const)('says which datasets of %s move instead of %s', async (provider, dataset) => {
  const at = await openMigrating({ holdings });
  await expect(at.migrate({ provider, datasets: [dataset] })).rejects.toMatchObject({
    code: 'UNKNOWN_DATASET',
    message: expect.stringContaining('expected'),
  });
});

it('takes two accounts into one, one after the other', async () => {
  const at = await openMigrating({ holdings });
  const other = await openMigrating({
    holdings: {
      suppliers: [supplier(11), supplier(12, { customId: 'S-1', name: 'Supplier 1 AB' })],
      resoldProducts: [product(11, { suppliers: [period(11, 12)] })],
    },
  });
  const first = await at.migrate();
  expect(first.summary.exitCode).toBe(0);
  const second = await at.migrate({}, { from: other.sandbox.environment });
  expect(countsOf(second)).toEqual({
    suppliers: { rows: 2, created: 1, skipped: 1 },
    'resold-products': { rows: 1, created: 1 },
    'supplier-periods': { rows: 1, created: 1 },
  });
  expect(named(second)).toEqual([]);
  const shared = inGroup(at.sandbox.suppliers(), toGroup).find((one) => one.customId === 'S-1');
  expect(inGroup(at.sandbox.resoldProducts(), toGroup).at(-1)?.suppliers).toMatchObject([{ supplierId: shared?.id }]);
  // Neither takes the rows of the other for its own.
  for (const from of [at.sandbox.environment, other.sandbox.environment]) {
    const verified = await at.migrate({ verify: true }, { from });
    expect(verified.summary).toMatchObject({ exitCode: 0, parity: { isEqual: true } });
  }
  expect(other.writes('target')).toEqual([]);
});

it('names rows of the target that nobody knows of, and not those that it had before', async () => {
  const own = { ...supplier(91), groupId: toGroup };
  const at = await openMigrating({ holdings: { ...holdings, suppliers: [...holdings.suppliers, own] } });
  const migrated = await at.migrate();
  expect(migrated.summary.parity?.datasets[0]).toEqual({
    dataset: 'suppliers',
    source: 2,
    target: 2,
    others: 1,
    surplus: 0,
    differing: 0,
  });
  await at.put('POST', '/suppliers', { groupId: toGroup, name: 'By hand AB', customId: 'H-1' });
  const verified = await at.migrate({ verify: true });
  expect(named(verified)).toEqual([['suppliers', 'H-1', 'row', 'never there', 'there']]);
  expect(verified.summary.exitCode).toBe(4);
});

it('compares only the datasets that were moved, unless others are named', async () => {
  const at = await openMigrating({ holdings });
  await at.migrate({ datasets: ['suppliers'] });
  const verified = await at.migrate({ verify: true });
  expect(verified.summary.parity?.datasets.map(({ dataset }) => dataset)).toEqual(['suppliers']);
  expect(verified.summary.exitCode).toBe(0);
});

it('waits for figures that the target has not calculated yet', async () => {
  const at = await openMigrating({ holdings, processingMs: 60_000 });
  at.pass(60_000);
  const migrated = await at.migrate();
  expect(migrated.summary).toMatchObject({ exitCode: 0, parity: { pending: 3, isEqual: false, differences: [] } });
  expect(
    migrated.summary.parity?.products.map(({ co2e, difference }) => [typeof co2e.source, co2e.target, difference]),
  ).toEqual(Array(3).fill(['string', null, null]));
  const early = await at.migrate({ verify: true });
  expect(early.summary).toMatchObject({ exitCode: 4, parity: { pending: 3 } });
  at.pass(120_000);
  const verified = await at.migrate({ verify: true });
  expect(verified.summary).toMatchObject({ exitCode: 0, parity: { pending: 0, isEqual: true } });
});

it('adds up figures of one type in a period, and calls none 0 that the target has not', async () => {
  const sale = { id: id('ef', 1), start_date: '2024-01-01', end_date: '2024-12-31' };
  const soldProducts = [
    {
      product_id: id('ee', 1),
      product_name: 'Kettle',
      periods: [{ ...sale, country_sales: [{ country: 'SE', quantity: 10 }] }],
    },
  ];
  let isCalculated = false;
  const figure = (quantity: number, number: number) => ({
    type: 'use_phase',
    status: 'active',
    quantity,
    use_of_product_data_id: id('fd', number),
  });
  const at = await openMigrating({
    holdings: { soldProducts },
    fault: ({ path }) => {
      if (!path.endsWith('/emissions')) return undefined;
      const isSource = path.includes(id('ef', 1));
      const figures = isSource || isCalculated ? [figure(10.1, 1), figure(20.2, 2)] : [];
      return { kind: 'rewritten', change: () => figures };
    },
  });
  const migrated = await at.migrate({ provider: 'dcycle' });
  const rows = { source: 1, target: 1 };
  expect(migrated.summary.parity).toMatchObject({
    pending: 1,
    differences: [],
    products: [{ product: 'Kettle', rows, co2e: { source: '30.3', target: null }, difference: null }],
  });
  isCalculated = true;
  const verified = await at.migrate({ provider: 'dcycle', verify: true });
  expect(verified.summary.parity).toMatchObject({
    pending: 0,
    isEqual: true,
    products: [{ product: 'Kettle', rows, co2e: { source: '30.3', target: '30.3' }, difference: '0' }],
  });
});
