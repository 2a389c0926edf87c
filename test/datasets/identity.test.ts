import { describe, expect, it } from 'vitest';
import footprints from '../../src/datasets/carboncloud/footprints.js';
import resoldProducts from '../../src/datasets/carboncloud/resold-products.js';
import type { ImportDataset, Values } from '../../src/datasets/dataset.js';
import countrySales from '../../src/datasets/dcycle/country-sales.js';
import purchases from '../../src/datasets/dcycle/purchases.js';
import variableProducts from '../../src/datasets/variable/variable-products.js';

function keysOf(dataset: ImportDataset, record: Values) {
  if (dataset.identity.by !== 'key') throw new Error(`${dataset.name} has no key`);
  return dataset.identity.keys(record);
}

/** Whether the strongest key that both have is equal. */
function sameThing(dataset: ImportDataset, first: Values, second: Values): boolean {
  const others = new Map(keysOf(dataset, second).map(({ title, value }) => [title, value]));
  const common = keysOf(dataset, first).find(({ title }) => others.has(title));
  return common !== undefined && others.get(common.title) === common.value;
}

function groupOf(dataset: ImportDataset, record: Values) {
  if (dataset.identity.by !== 'period') throw new Error(`${dataset.name} has no period`);
  return dataset.identity.group(record);
}

describe('what makes two rows the same thing', () => {
  const places = { productionLocation: 'Spain', pickUpLocation: 'Spain', shipToLocation: 'Sweden' };
  const product = { name: 'Oat drink', ...places };

  it('is the content of a purchase', () => expect(purchases.identity.by).toBe('content'));

  it('is the custom id of a resold product, then its GTIN, then its name and locations', () => {
    const full = { ...product, customId: 'A-1', gtin: '9520000000011' };
    const named = [
      { title: 'name and locations', value: '["oat drink","spain","spain","sweden"]' },
      { title: 'name', value: 'oat drink' },
    ];
    expect(keysOf(resoldProducts, full)).toEqual([
      { title: 'custom id', value: 'A-1' },
      { title: 'GTIN', value: '09520000000011' },
      ...named,
    ]);
    expect(keysOf(resoldProducts, product)).toEqual(named);
  });

  it.each([
    ['a GTIN with a leading zero', { ...product, gtin: '9520000000011' }, { ...product, gtin: '09520000000011' }, true],
    ['another GTIN', { ...product, gtin: '9520000000011' }, { ...product, gtin: '9520000000028' }, false],
    ['a custom id in another case', { ...product, customId: 'a-1' }, { ...product, customId: 'A-1' }, false],
    ['a name in another case', product, { ...product, name: 'OAT  drink' }, true],
    ['a name with another accent', product, { ...product, name: 'Öat drink' }, false],
    ['another place', product, { ...product, shipToLocation: 'Norway' }, false],
    [
      'a comma at another place',
      { ...product, name: 'a,b', pickUpLocation: 'c' },
      { ...product, name: 'a', pickUpLocation: 'b,c' },
      false,
    ],
    [
      'a custom id that is also a GTIN',
      { ...product, customId: '9520000000011', name: 'Oat' },
      { ...product, gtin: '9520000000011' },
      false,
    ],
  ])('of products with %s', (_, first, second, same) => {
    expect(sameThing(resoldProducts, first, second)).toBe(same);
  });

  it.each([
    ['the same uuid', { uuid: 'u1', name: 'Shoe' }, { uuid: 'u1', name: 'Boot', sku: 'S-1' }, true],
    ['other uuids', { uuid: 'u1', name: 'Shoe', sku: 'S-1' }, { uuid: 'u2', name: 'Shoe', sku: 'S-1' }, false],
    ['the same sync id', { syncId: 'e1', name: 'Shoe', sku: 'S-1' }, { syncId: 'e1', name: 'Boot', sku: 'S-2' }, true],
    ['the same SKU', { name: 'Shoe', sku: 'S-1' }, { name: 'Boot', sku: 'S-1', uuid: 'u1' }, true],
    ['a SKU in another case', { name: 'Shoe', sku: 'S-1' }, { name: 'Shoe', sku: 's-1' }, false],
    ['the same name', { name: 'Shoe', sku: 'S-1' }, { name: ' SHOE' }, true],
  ])('of products of Variable with %s', (_, first, second, same) => {
    expect(sameThing(variableProducts, first, second)).toBe(same);
  });

  it.each([
    ['the same name', { product_name: 'Fryer', country: 'SE' }, { product_name: ' fryer', country: 'SE' }, true],
    ['another country', { product_name: 'Fryer', country: 'SE' }, { product_name: 'Fryer', country: 'NO' }, false],
    [
      'the same id and other names',
      { product_id: 'a1', product_name: 'x', country: 'SE' },
      { product_id: 'A1', country: 'SE' },
      true,
    ],
    ['an id and a name', { product_id: 'fryer', country: 'SE' }, { product_name: 'fryer', country: 'SE' }, false],
  ])('of country sales with %s', (_, first, second, same) => {
    expect(groupOf(countrySales, first) === groupOf(countrySales, second)).toBe(same);
  });
});

describe('footprints', () => {
  const keys = footprints.columns.map(({ key }) => key);

  it('has a column for every leaf, once', () => {
    expect(new Set(keys).size).toBe(keys.length);
    expect(new Set(footprints.columns.map(({ title }) => title)).size).toBe(keys.length);
    const totals = [
      'flag.total',
      'flag.landUseChange.total',
      'flag.landManagementCO2.total',
      'flag.landManagementNonCO2.total',
    ];
    for (const total of totals) {
      for (const gas of ['sum', 'co2', 'ch4', 'n2o']) expect(keys).toContain(`${total}.${gas}`);
    }
    expect(keys.filter((key) => key.startsWith('flag.landManagementNonCO2.')).length).toBe(4 + 11);
    expect(keys.filter((key) => key.startsWith('pds.')).length).toBe(7 * 2);
    expect(keys).not.toContain('pds.storage.primary');
  });

  it('sums nothing: figures per kilogram and shares do not add up', () => {
    for (const { key, kind, unit, below } of footprints.columns) {
      const amount = kind === 'number' && !key.startsWith('pds.');
      expect([key, below, unit]).toEqual([
        key,
        kind === 'number' ? 'spread' : undefined,
        amount ? 'kg CO2e per kg' : '',
      ]);
    }
    expect(footprints.columns.find(({ kind }) => kind === 'number')).toMatchObject({ key: 'total', title: 'Total' });
  });
});
