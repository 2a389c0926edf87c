// Exports that are narrowed to ids, some of which the service does not have.

import { expect, it } from 'vitest';
import { openImporting } from './importing.js';

const places = { 'Production location': 'Lund', 'Pick-up location': 'Lund', 'Ship-to location': 'Oslo' };
const NOWHERE = '00000000-0000-4000-8000-0000000000aa';

async function openProducts() {
  const scene = await openImporting();
  const products = [1, 2].map((n) => ({ 'Product name': `Oat drink ${n} l`, 'Custom id': `P-${n}`, ...places }));
  const { results } = await scene.import('products.csv', products, { dataset: 'resold-products' });
  return { scene, ids: results.map(({ remote_id }) => remote_id) };
}

it.each([
  ['resold-products', 'id'],
  ['footprints', 'id'],
  ['baselines', 'id'],
  ['engagements', 'productId'],
])('leaves unknown ids out, says which they are, and exports the others: %s', async (what, key) => {
  const { scene, ids } = await openProducts();
  const [first = '', second = ''] = ids;
  const filters = { product: [first, NOWHERE, second, 'P-2', NOWHERE.toUpperCase()] };
  const { exported, warnings, rows } = await scene.exportSome(what, filters);
  expect(rows.map((row) => row[key] ?? row.carbonsheet_id)).toEqual([first, second]);
  expect(exported).toMatchObject({ rows: 2, unknown: [NOWHERE, 'p-2'], exitCode: 4 });
  expect(warnings).toEqual([expect.stringContaining(NOWHERE), expect.stringContaining('p-2')]);
});

it('is fine where the service has them all', async () => {
  const { scene, ids } = await openProducts();
  const { exported, warnings } = await scene.exportSome('baselines', { product: ids });
  expect(exported).toMatchObject({ rows: 2, unknown: [], exitCode: 0 });
  expect(warnings).toEqual([]);
});

it('names the unknown ones of Variable, too', async () => {
  const scene = await openImporting();
  const { exported, warnings } = await scene.exportSome('product-impacts', { product: [NOWHERE] });
  expect(exported).toMatchObject({ unknown: [NOWHERE], exitCode: 4 });
  expect(warnings).toEqual([expect.stringContaining(NOWHERE)]);
});
