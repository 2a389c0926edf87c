// Templates with thousands of values of an account, odd ones among them: they are read back, and imported as they are, there is
// nothing to do.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeTemplate } from '../../src/pipeline/template/template.js';
import type { SandboxHoldings } from '../../src/sandbox/holdings.js';
import { openImporting } from './importing.js';

const uuid = (kind: string, n: number): string => `${kind.repeat(8)}-0000-4000-8000-${String(n).padStart(12, '0')}`;
const places = { productionLocation: 'Lund', pickUpLocation: 'Lund', shipToLocation: 'Oslo' };

const ODD = [
  'Comma, Inc',
  'The "quoted" farm',
  '=SUM(A1:A9)',
  '+46 farm',
  '-minus farm',
  '@at farm',
  "'apostrophe",
  `long ${'x'.repeat(250)}`,
  'مزرعة الشوفان',
  'חוות שיבולת',
  'Twins',
  'twins ',
  'Semi; colon',
  'Line\nbreak',
  '00123',
  '1e5',
  '2024-01-05',
  'TRUE',
  '<b>&amp;</b>',
  '麦農園 𠮷',
];
/** The odd ones first, then enough others. */
const nameAt = (what: string, n: number): string => (n < ODD.length ? `${ODD[n]}` : `${what} ${n}`);

const SUPPLIERS = 5_000;
const PRODUCTS = 20_000;
const many = <T>(count: number, make: (n: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, n) => make(n));

const suppliers = many(SUPPLIERS, (n) => ({
  id: uuid('5', n),
  name: nameAt('Farm', n),
  customId: n < ODD.length ? `${ODD[n]}`.trim() : `S-${n}`,
  contacts: [{ id: uuid('6', n), email: `a${n}@example.com`, firstName: nameAt('Anna', n), lastName: 'Berg, "A"' }],
}));
const resoldProducts = many(PRODUCTS, (n) => ({
  id: uuid('7', n),
  name: nameAt('Oat drink', n),
  customId: `P-${n}`,
  brandName: nameAt('Brand', n % 500),
  description: n === 0 ? 'y'.repeat(300) : '=1+1, "a"',
  ...places,
  ...(n < 50 && {
    suppliers: [{ id: uuid('9', n), supplierId: uuid('5', n), validFrom: '2023-01-01', validTo: null }],
  }),
}));
const purchases = many(2_000, (n) => ({
  id: uuid('4', n),
  product_name: nameAt('Boxes', n),
  sector: nameAt('Sector', n % 300),
  country: 'SE',
  quantity: n + 0.25,
  unit_id: 'EUR',
  purchase_date: '2024-03-15',
  expense_type: 'opex',
  supplier_id: nameAt('supplier', n),
}));
const soldProducts = many(300, (n) => ({
  product_id: uuid('3', n),
  product_name: nameAt('Fryer', n),
  periods: [
    {
      id: uuid('2', n),
      start_date: '2024-01-01',
      end_date: '2024-06-30',
      country_sales: [{ country: 'SE', quantity: n + 1 }],
    },
  ],
}));
const variableProducts = many(2_000, (n) => ({
  uuid: uuid('1', n),
  name: nameAt('Chair', n),
  sku: n < ODD.length ? `${ODD[n]}`.trim() : `C-${n}`,
  unit: 'kg',
  description: nameAt('Oak', n),
}));

const cases: readonly (readonly [dataset: string, holdings: SandboxHoldings, rows: number])[] = [
  ['suppliers', { suppliers }, SUPPLIERS],
  ['resold-products', { resoldProducts, suppliers: suppliers.slice(0, 50) }, PRODUCTS],
  ['supplier-periods', { resoldProducts: resoldProducts.slice(0, 2_000), suppliers }, 50],
  ['purchases', { purchases }, 2_000],
  ['country-sales', { soldProducts }, 300],
  ['variable-products', { variableProducts }, 2_000],
];

it.each(cases)('of %s give back what they were filled with', { timeout: 600_000 }, async (dataset, holdings, rows) => {
  const scene = await openImporting({ holdings });
  const out = join(scene.folder, 'template.xlsx');
  await makeTemplate({ dataset, live: true, withData: true, out }, scene.tools);
  const before = { ...scene.sandbox.stats().byRoute };
  const { summary, results, stop } = await scene.import('given-back.xlsx', await readFile(out), {
    dataset,
    onExisting: 'update',
  });
  expect(stop).toBeUndefined();
  const odd = results.filter(({ status }) => status !== 'unchanged');
  expect(odd.map(({ row, status, code, message }) => `${row} ${status} ${code} ${message}`)).toEqual([]);
  expect(summary.counts).toMatchObject({ rows, unchanged: rows });
  const writes = Object.entries(scene.sandbox.stats().byRoute).filter(
    ([route, count]) =>
      /^(POST|PUT|PATCH|DELETE) /.test(route) && !/token|login/.test(route) && count !== before[route],
  );
  expect(writes).toEqual([]);
});
