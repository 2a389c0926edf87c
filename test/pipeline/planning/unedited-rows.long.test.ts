// Rows of an export that nobody has edited are compared with what the service lists: one that is gone fails, one that was changed
// there says so, and none of the others costs a request of its own.

import { expect, it } from 'vitest';
import { openImporting, type ResultLine, type Row } from '../importing.js';

const told = (results: readonly ResultLine[]) => results.map(({ status, code }) => `${status} ${code}`.trim());
const count = <T>(length: number, make: (n: number) => T): readonly T[] =>
  Array.from({ length }, (_, index) => make(index + 1));

const products = count(12, (n) => ({
  'Custom id': `P-${n}`,
  'Product name': `Oat drink ${n}`,
  'Pick-up location': 'SE',
  'Production location': 'SE',
  'Ship-to location': 'SE',
}));
const suppliers = count(12, (n) => ({ 'Custom id': `S-${n}`, 'Supplier name': `Oats ${n}` }));
const purchases = count(12, (n) => ({
  product_name: `Boxes ${n}`,
  sector: 'Manufacturing',
  country: 'ES',
  quantity: `${n}0`,
  unit_id: 'EUR',
  purchase_date: '2024-03-15',
  expense_type: 'opex',
}));
const periods = count(12, (n) => ({
  'Product custom id': `P-${Math.ceil(n / 6)}`,
  'Supplier custom id': 'S-1',
  'Valid from': `20${n + 10}-01-01`,
  'Valid to': `20${n + 10}-12-31`,
}));

interface Case {
  readonly dataset: string;
  readonly seed: readonly (readonly [dataset: string, rows: readonly Row[]])[];
  readonly edit: Row;
  /** Requests for all rows together: lists, and a token. */
  readonly most: number;
}

const cases: readonly Case[] = [
  { dataset: 'purchases', seed: [['purchases', purchases]], edit: { quantity: '7' }, most: 3 },
  { dataset: 'resold-products', seed: [['resold-products', products]], edit: { brandName: 'Havre' }, most: 4 },
  { dataset: 'suppliers', seed: [['suppliers', suppliers]], edit: { name: 'Mill' }, most: 4 },
  {
    dataset: 'supplier-periods',
    seed: [
      ['resold-products', products],
      ['suppliers', suppliers.slice(0, 1)],
      ['supplier-periods', periods],
    ],
    edit: { validTo: '2011-06-30' },
    // Both products of the periods are asked about.
    most: 8,
  },
];

it.each(cases)('$dataset', async ({ dataset, seed, edit, most }) => {
  const scene = await openImporting();
  for (const [name, rows] of seed) {
    const { summary } = await scene.import(`${name}-new.csv`, rows, { dataset: name });
    expect(summary.counts).toMatchObject({ created: rows.length });
  }
  const rows = await scene.export(dataset);
  const [first = {}, second = {}] = rows;
  const asExported = Array(rows.length).fill('unchanged AS_EXPORTED');

  const untouched = await scene.import('same.csv', rows, { onExisting: 'update' });
  expect(told(untouched.results)).toEqual(asExported);
  expect(untouched.summary.exitCode).toBe(0);
  expect(untouched.summary.requests.sent).toBeGreaterThan(0);
  expect(untouched.summary.requests.sent).toBeLessThanOrEqual(most);

  const changed = await scene.import('changed.csv', [{ ...first, ...edit }], { onExisting: 'update' });
  expect(told(changed.results)).toEqual(['updated']);
  const deleted = await scene.import('deleted.csv', [{ ...second, Action: 'delete' }], { deletes: 1 });
  expect(told(deleted.results)).toEqual(['deleted DELETED']);

  const expected = ['unchanged NEWER_AT_SERVICE', 'failed GONE_SINCE_EXPORT', ...asExported.slice(2)];
  const planned = await scene.plan('planned.csv', rows);
  expect(planned.summary.plan).toMatchObject({ unchanged: rows.length - 1, conflict: 1 });
  expect(planned.results.map(({ code }) => code).slice(0, 2)).toEqual(['NEWER_AT_SERVICE', 'GONE_SINCE_EXPORT']);
  const ran = await scene.import('later.csv', rows, { onExisting: 'update' });
  expect(told(ran.results)).toEqual(expected);
  expect(ran.results[0]?.message).toContain(Object.values(edit)[0]);
  expect(ran.summary.exitCode).toBe(4);
  // The one that is not listed is asked for by its id.
  expect(ran.summary.requests.sent).toBeLessThanOrEqual(most + 1);
});

const id = (end: number) => `00000000-0000-4000-8000-${String(end).padStart(12, '0')}`;
const soldProducts = [1, 2].map((n) => ({
  product_id: id(n),
  product_name: `Pan ${n}`,
  periods: [2021, 2022, 2023].map((year) => ({
    id: id(n * 10_000 + year),
    start_date: `${year}-01-01`,
    end_date: `${year}-12-31`,
    country_sales: [{ country: 'ES', quantity: 5 }],
  })),
}));

// A page of products, the empty one behind it, and the periods of two products.
it.each([
  ['sold-products', 2],
  ['sales-periods', 4],
])('%s that were deleted since', async (dataset, most) => {
  const scene = await openImporting({ holdings: { soldProducts } });
  const rows = await scene.export(dataset);
  const untouched = await scene.import('same.csv', rows, { dataset });
  expect(told(untouched.results)).toEqual(Array(rows.length).fill('unchanged AS_EXPORTED'));
  expect(untouched.summary.requests.sent).toBeLessThanOrEqual(most);
  await scene.import('deleted.csv', [{ ...rows[0], Action: 'delete' }], { dataset, deletes: 1 });
  const later = await scene.import('later.csv', rows, { dataset });
  expect(told(later.results).slice(0, 2)).toEqual(['failed GONE_SINCE_EXPORT', 'unchanged AS_EXPORTED']);
});

it('variable-products that were changed since', async () => {
  const scene = await openImporting();
  const rows = await scene.export('variable-products');
  const asExported = Array(rows.length).fill('unchanged AS_EXPORTED');
  const untouched = await scene.import('same.csv', rows, { onExisting: 'update' });
  expect(told(untouched.results)).toEqual(asExported);
  await scene.import('changed.csv', [{ ...rows[0], notes: 'Reviewed' }], { onExisting: 'update' });
  const later = await scene.import('later.csv', rows, { onExisting: 'update' });
  expect(told(later.results)).toEqual(asExported.with(0, 'unchanged NEWER_AT_SERVICE'));
});

it('is rehearsed as well', async () => {
  const scene = await openImporting();
  await scene.import('new.csv', purchases);
  const rows = await scene.export('purchases');
  const { results } = await scene.import('same.csv', rows, { rehearse: true });
  expect(told(results)).toEqual(Array(12).fill('unchanged AS_EXPORTED'));
});
