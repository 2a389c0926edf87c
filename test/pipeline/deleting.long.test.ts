// Rows that ask to be deleted: alone, and beside rows that take their place. What the service holds at the end decides.

import { describe, expect, it } from 'vitest';
import { openImporting, type ResultLine, type Row } from './importing.js';

const places = { 'Production location': 'Lund', 'Pick-up location': 'Lund', 'Ship-to location': 'Oslo' };
const link = { 'Product custom id': 'P-1', 'Supplier custom id': 'S-1' };
const year = { 'Valid from': '2024-01-01', 'Valid to': '2024-12-31' };

const product = { 'Product name': 'Oat drink 1 l', 'Custom id': 'P-1', GTIN: '', ...places };
const purchase = {
  product_name: 'Boxes',
  sector: 'Manufacturing',
  country: 'ES',
  quantity: '10',
  unit_id: 'EUR',
  purchase_date: '2024-03-15',
  expense_type: 'opex',
};

/** A product, two suppliers, and these periods. */
async function openSupplied(periods: readonly Row[]) {
  const scene = await openImporting();
  const suppliers = ['Oat farm', 'Rice farm'].map((name, at) => ({
    'Supplier name': name,
    'Custom id': `S-${at + 1}`,
  }));
  await scene.import('suppliers.csv', suppliers, { dataset: 'suppliers' });
  await scene.import('products.csv', [product], { dataset: 'resold-products' });
  const { results } = await scene.import('periods.csv', periods, { dataset: 'supplier-periods' });
  expect(told(results)).toEqual(periods.map(() => 'created'));
  return scene;
}

const told = (results: readonly ResultLine[]) => results.map(({ status, code }) => `${status} ${code}`.trim());

async function held(scene: Awaited<ReturnType<typeof openImporting>>): Promise<readonly string[]> {
  const rows = await scene.export('supplier-periods');
  return rows.map((row) => [row.supplierCustomId, row.validFrom, row.validTo].join(' ').trim()).sort();
}

describe('a supplier of a period', () => {
  it.each<readonly [string, readonly Row[], readonly Row[], readonly string[], readonly string[]]>([
    [
      'of the same days',
      [{ ...link, ...year }],
      [
        { ...link, ...year, Action: 'delete' },
        { ...link, ...year, 'Supplier custom id': 'S-2', Action: 'create' },
      ],
      ['deleted DELETED', 'created'],
      ['S-2 2024-01-01 2024-12-31'],
    ],
    [
      'with the row that creates first, and no word in it',
      [{ ...link, ...year }],
      [
        { ...link, ...year, 'Supplier custom id': 'S-2', Action: '' },
        { ...link, ...year, Action: 'delete' },
      ],
      ['created', 'deleted DELETED'],
      ['S-2 2024-01-01 2024-12-31'],
    ],
    [
      'whose first day alone is named',
      [{ ...link, 'Valid from': '2024-03-01', 'Valid to': '' }],
      [
        { ...link, 'Valid from': '2024-03-01', 'Valid to': '', Action: 'delete' },
        { ...link, 'Valid from': '2024-02-01', 'Valid to': '', 'Supplier custom id': 'S-2', Action: 'create' },
      ],
      ['deleted DELETED', 'created'],
      ['S-2 2024-02-01'],
    ],
    [
      'of which one day is named, beside one that stays',
      [
        { ...link, ...year },
        { ...link, 'Valid from': '2025-01-01', 'Valid to': '' },
      ],
      [
        { ...link, 'Valid from': '2024-05-05', 'Valid to': '', Action: 'delete' },
        { ...link, ...year, 'Supplier custom id': 'S-2', Action: 'create' },
      ],
      ['deleted DELETED', 'created'],
      ['S-1 2025-01-01', 'S-2 2024-01-01 2024-12-31'],
    ],
    [
      'with other days of the same one',
      [{ ...link, ...year }],
      [
        { ...link, ...year, Action: 'delete' },
        { ...link, 'Valid from': '2024-07-01', 'Valid to': '2024-12-31', Action: 'create' },
        {
          ...link,
          'Valid from': '2024-01-01',
          'Valid to': '2024-06-30',
          'Supplier custom id': 'S-2',
          Action: 'create',
        },
      ],
      ['deleted DELETED', 'created', 'created'],
      ['S-1 2024-07-01 2024-12-31', 'S-2 2024-01-01 2024-06-30'],
    ],
  ])('is replaced in one file: %s', async (_what, before, rows, results, after) => {
    const scene = await openSupplied(before);
    const { results: lines, summary } = await scene.import('replace.csv', rows, {
      dataset: 'supplier-periods',
      deletes: 1,
    });
    expect(told(lines)).toEqual(results);
    expect(summary.exitCode).toBe(0);
    expect(await held(scene)).toEqual(after);
  });

  it('is replaced in the file that it came from', async () => {
    const scene = await openSupplied([{ ...link, ...year }]);
    const rows = [
      { ...link, ...year, Action: 'delete' },
      { ...link, ...year, 'Supplier custom id': 'S-2', Action: '' },
    ];
    const { results } = await scene.import('periods.csv', rows, { dataset: 'supplier-periods', deletes: 1 });
    expect(told(results)).toEqual(['deleted DELETED', 'created']);
    expect(await held(scene)).toEqual(['S-2 2024-01-01 2024-12-31']);
  });

  it('keeps its period where the row that deletes it gives other days', async () => {
    const scene = await openSupplied([{ ...link, ...year }]);
    const rows = [
      { ...link, 'Valid from': '2024-01-01', 'Valid to': '2024-06-30', Action: 'delete' },
      { ...link, 'Valid from': '2024-01-01', 'Valid to': '2024-06-30', 'Supplier custom id': 'S-2', Action: 'create' },
    ];
    const { results } = await scene.import('replace.csv', rows, { dataset: 'supplier-periods' });
    expect(told(results)).toEqual(['failed PERIOD_DIFFERS', 'failed PERIOD_SHARED']);
    expect(await held(scene)).toEqual(['S-1 2024-01-01 2024-12-31']);
  });

  it('still has its days to itself among rows that are to be written', async () => {
    const scene = await openSupplied([{ ...link, 'Valid from': '2020-01-01', 'Valid to': '2020-12-31' }]);
    const rows = [year, year].map((days, at) => ({
      ...link,
      ...days,
      'Supplier custom id': `S-${at + 1}`,
      Action: '',
    }));
    const { results } = await scene.import('new.csv', rows, { dataset: 'supplier-periods' });
    expect(told(results)).toEqual(['created', 'invalid PERIOD_OVERLAP']);
  });
});

describe('a row to delete', () => {
  const products = [
    product,
    { ...product, 'Product name': 'Rice drink 1 l', 'Custom id': 'P-2', GTIN: '9520000020019' },
  ];

  it.each<readonly [string, Row]>([
    ['its custom id', { 'Custom id': 'P-2', Action: 'delete' }],
    ['its GTIN', { GTIN: '9520000020019', Action: 'delete' }],
    ['its name', { 'Product name': 'rice drink 1 L', Action: 'delete' }],
    [
      'its custom id, whatever its other cells hold',
      { 'Custom id': 'P-2', 'Packaging weight': 'heavy', Action: 'delete' },
    ],
  ])('of resold products needs no more than %s', async (_what, row) => {
    const scene = await openImporting();
    await scene.import('products.csv', products, { dataset: 'resold-products' });
    const { results, summary } = await scene.import('gone.csv', [row], { dataset: 'resold-products', deletes: 1 });
    expect(told(results)).toEqual(['deleted DELETED']);
    expect(summary.exitCode).toBe(0);
    expect((await scene.export('resold-products')).map(({ customId }) => customId)).toEqual(['P-1']);
  });

  it.each<readonly [string, Row]>([
    ['its custom id', { 'Custom id': 'S-2', Action: 'delete' }],
    ['its name', { 'Supplier name': 'RICE farm', Action: 'delete' }],
  ])('of suppliers needs no more than %s', async (_what, row) => {
    const scene = await openImporting();
    const suppliers = ['Oat farm', 'Rice farm'].map((name, at) => ({
      'Supplier name': name,
      'Custom id': `S-${at + 1}`,
    }));
    await scene.import('suppliers.csv', suppliers, { dataset: 'suppliers' });
    const { results } = await scene.import('gone.csv', [row], { dataset: 'suppliers', deletes: 1 });
    expect(told(results)).toEqual(['deleted DELETED']);
    expect((await scene.export('suppliers')).map(({ customId }) => customId)).toEqual(['S-1']);
  });

  it('of purchases needs no more than the id of an export', async () => {
    const scene = await openImporting();
    const { results: made } = await scene.import('a.csv', [purchase, { ...purchase, quantity: '20' }]);
    const row = { 'carbonsheet id': made[1]?.remote_id ?? '', Action: 'delete' };
    const { results } = await scene.import('gone.csv', [row], { dataset: 'purchases', deletes: 1 });
    expect(told(results)).toEqual(['deleted DELETED']);
    expect(scene.sandbox.purchases()).toMatchObject([{ quantity: 10 }]);
  });

  it('is not deleted by an id whose row at the service holds something else', async () => {
    const scene = await openImporting();
    const { results: made } = await scene.import('a.csv', [purchase, { ...purchase, quantity: '20' }]);
    const row = { ...purchase, 'carbonsheet id': made[1]?.remote_id ?? '', Action: 'delete' };
    const { results } = await scene.import('gone.csv', [row], { deletes: 1 });
    expect(results).toMatchObject([{ status: 'failed' }]);
    expect(scene.sandbox.purchases()).toHaveLength(2);
  });

  it('leaves the columns that are missing to the rows that need them', async () => {
    const scene = await openImporting();
    await scene.import('products.csv', products, { dataset: 'resold-products' });
    const rows = [
      { 'Custom id': 'P-2', Action: 'delete' },
      { 'Custom id': 'P-3', Action: 'create' },
      { 'Custom id': '', Action: 'delete' },
      { 'Custom id': 'P-1', Action: 'skip' },
    ];
    const { results } = await scene.import('mixed.csv', rows, { dataset: 'resold-products', deletes: 1 });
    expect(told(results)).toEqual([
      'deleted DELETED',
      'invalid MISSING_COLUMN',
      'invalid NEEDS_FIELD',
      'skipped ASKED_TO_SKIP',
    ]);
  });

  it('of purchases without an id needs its whole content', async () => {
    const scene = await openImporting();
    await scene.import('a.csv', [purchase]);
    const { quantity: _, ...less } = purchase;
    const { results } = await scene.import('gone.csv', [{ ...less, Action: 'delete' }], { deletes: 1 });
    expect(told(results)).toEqual(['invalid MISSING_COLUMN']);
    const { results: whole } = await scene.import('gone.csv', [{ ...purchase, Action: 'delete' }], { deletes: 1 });
    expect(told(whole)).toEqual(['deleted DELETED']);
    expect(scene.sandbox.purchases()).toEqual([]);
  });

  it('is no reason to leave a column out where no row is to be deleted', async () => {
    const scene = await openImporting();
    const { results, summary } = await scene.import('new.csv', [{ 'Custom id': 'P-3', Action: 'create' }], {
      dataset: 'resold-products',
    });
    expect(told(results)).toEqual(['unsent NOT_SENT']);
    expect(summary.exitCode).toBe(3);
  });
});
