// Invites are exported as they are imported: the file names each product and its supplier.

import { expect, it } from 'vitest';
import { product } from '../../cli/tables.js';
import { openImporting } from '../importing.js';

it('come back in their import layout, and an import of them finds each one sent', async () => {
  const scene = await openImporting();
  const products = ['Oat drink', 'Rice drink', 'Soy drink'].map((name, at) =>
    product({ 'Product name': name, 'Custom id': `P-${at}` }),
  );
  await scene.import('products.csv', products, { dataset: 'resold-products' });
  scene.pass(3_600_000);
  const supplier = { Name: 'Skåne Oats AB', 'Custom id': 'S-1' };
  expect((await scene.import('suppliers.csv', [supplier], { dataset: 'suppliers' })).summary.counts.created).toBe(1);
  const links = ['P-0', 'P-1', 'P-2'].map((id) => ({
    'Product custom id': id,
    'Supplier custom id': 'S-1',
    'Valid from': '2024-01-01',
  }));
  expect((await scene.import('periods.csv', links, { dataset: 'supplier-periods' })).summary.counts.created).toBe(3);
  const asked = ['P-0', 'P-2'].map((id) => ({ 'Product custom id': id, 'Supplier custom id': 'S-1' }));
  expect((await scene.import('invites.csv', asked, { dataset: 'invites' })).summary.counts.created).toBe(2);

  const rows = await scene.export('invites');
  expect(
    rows.map((row) => [row.productCustomId, row.productName, row.supplierCustomId, row.supplierName, row.status]),
  ).toEqual([
    ['P-0', 'Oat drink', 'S-1', 'Skåne Oats AB', 'sent'],
    ['P-2', 'Soy drink', 'S-1', 'Skåne Oats AB', 'sent'],
  ]);
  expect((await scene.exportSome('invites', { status: 'declined' })).rows).toEqual([]);

  const again = await scene.import('again.csv', rows, { dataset: 'invites' });
  expect(again.results.map(({ code }) => code)).toEqual(['INVITED', 'INVITED']);
  expect(again.summary.counts).toMatchObject({ rows: 2, created: 0, failed: 0, invalid: 0 });
});
