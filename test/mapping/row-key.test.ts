import { expect, it } from 'vitest';
import { mapHeader } from '../../src/mapping/map-header.js';
import { rowKeyOf } from '../../src/mapping/row-key.js';
import type { Cell } from '../../src/values/cell.js';
import { importDatasetNamed } from '../datasets/named.js';

/** The key of a row for a message about a column, or about the whole row. */
function keyOf(dataset: string, header: readonly string[], cells: readonly Cell[], column = ''): string | undefined {
  const mapping = mapHeader({ sheet: '', row: 1, cells: header }, importDatasetNamed(dataset));
  return rowKeyOf(mapping)({ sheet: '', row: 2, cells }, column);
}

it.each<[string, string[], Cell[], string | undefined]>([
  ['purchases', ['Produkt', 'Rechnungsnr.', 'Menge'], ['Kleber', 4711, 3], 'Rechnungsnr. 4711'],
  ['purchases', ['Supplier id', 'PO number', 'Quantity'], ['V-9', 'PO 8\n/2', 3], 'PO number PO 8 /2'],
  ['purchases', ['Supplier id', 'PO number', 'Quantity'], ['V-9', ' ', 3], 'Supplier id V-9'],
  ['purchases', ['PO number', 'Invoice', 'Quantity'], [null, 'A-17', 3], 'Invoice A-17'],
  ['purchases', ['Product name', 'Quantity'], ['Glue', 3], undefined],
  [
    'resold-products',
    ['GTIN', 'Article number', 'Product name'],
    ['9520000020019', 'A-7', 'Tea'],
    'Article number A-7',
  ],
  ['resold-products', ['GTIN', 'Article number', 'Product name'], ['9520000020019', '', 'Tea'], 'GTIN 9520000020019'],
  ['resold-products', ['GTIN', 'Article number', 'Product name'], [null], undefined],
  ['variable-products', ['Name', 'SKU'], ['Lamp', 12], 'SKU 12'],
  ['suppliers', ['Supplier', 'Custom id'], ['Acme', 'S-1'], 'Custom id S-1'],
])('%s, %j: %j is %s', (dataset, header, cells, key) => {
  expect(keyOf(dataset, header, cells)).toBe(key);
});

it('names the next key in a message about the first', () => {
  const header = ['Article number', 'EAN', 'Product name'];
  expect(keyOf('resold-products', header, ['A-7', '9520000020019', 'Tea'], 'Article number')).toBe('EAN 9520000020019');
  expect(keyOf('resold-products', header, ['A-7', '', 'Tea'], 'Article number')).toBeUndefined();
});
