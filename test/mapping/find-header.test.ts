import { describe, expect, it } from 'vitest';
import { importDatasets } from '../../src/datasets/all.js';
import type { ImportDataset } from '../../src/datasets/dataset.js';
import countrySales from '../../src/datasets/dcycle/country-sales.js';
import purchases from '../../src/datasets/dcycle/purchases.js';
import { findHeader } from '../../src/mapping/find-header.js';
import type { Cell, SourceRow } from '../../src/values/cell.js';

/** Rows numbered from 1; blank ones are left out, as readers do. */
function sheet(...rows: readonly (readonly Cell[])[]): readonly SourceRow[] {
  return rows.map((cells, index) => ({ sheet: 'Q1', row: index + 1, cells })).filter(({ cells }) => cells.length > 0);
}

const PURCHASES = ['Producto', 'Sector', 'País', 'Cantidad', 'Unidad', 'Fecha', 'Tipo de gasto'];
const PURCHASE = ['Cajas', 'Manufacturing', 'ES', '12,5', 'EUR', '2024-01-31', 'opex'];
const PRODUCTS = ['Nom', 'Lieu de production', "Lieu d'enlèvement", 'Lieu de livraison', 'Ventes 2024 (t)', 'GTIN'];
const SALES = ['Product', 'Country', 'Units sold', 'Start', 'End'];

describe('finding the header', () => {
  it.each([
    ['purchases', PURCHASES],
    ['resold-products', PRODUCTS],
    ['country-sales', SALES],
  ])('knows %s by its titles', (name, titles) => {
    const found = findHeader(sheet(titles, PURCHASE), importDatasets);
    expect(found).toMatchObject({ header: { row: 1 }, dataset: { name }, candidates: [], score: 1 });
  });

  it('skips titles, remarks and blank rows above the header', () => {
    const rows = sheet(
      ['Purchases of 2024'],
      ['Country: Spain', 'Unit: EUR'],
      [],
      ['Sector report', null, 'draft'],
      PURCHASES,
      PURCHASE,
    );
    expect(findHeader(rows, importDatasets)).toMatchObject({ header: { row: 5 }, dataset: { name: 'purchases' } });
  });

  it('does not take a row of data for a header', () => {
    const rows = sheet(PURCHASES, ['Product', 'Sector', 'ES', '1', 'Unit', '2024-01-01', 'opex'], PURCHASE);
    expect(findHeader(rows, importDatasets)?.header.row).toBe(1);
  });

  it('says how much of the header is understood', () => {
    const found = findHeader(sheet([...PURCHASES.slice(1), 'Buyer', 'Remark of the buyer']), importDatasets);
    // 6 columns of the 8 there are and the one that is missing.
    expect(found?.score).toBeCloseTo(6 / 9);
    expect(found?.dataset?.name).toBe('purchases');
  });

  it('leaves the choice open where two datasets fit equally', () => {
    const twin: ImportDataset = { ...countrySales, name: 'country-sales-too' };
    const found = findHeader(sheet(SALES), [purchases, countrySales, twin]);
    expect(found?.dataset).toBeUndefined();
    expect(found?.candidates.map(({ name }) => name)).toEqual(['country-sales', 'country-sales-too']);
    expect(findHeader(sheet(SALES), [purchases, countrySales, twin], { dataset: 'country-sales' })?.dataset).toBe(
      countrySales,
    );
  });

  it('names no dataset where none has half of its required columns', () => {
    const found = findHeader(
      sheet(['Suppliers'], ['Name', 'Country', 'Mail', 'Phone'], ['a', 'SE', 'b', 'c']),
      importDatasets,
    );
    expect(found).toMatchObject({ header: { row: 2 }, dataset: undefined, candidates: [] });
  });

  it('finds something that looks like a header where nothing is known', () => {
    const rows = sheet(['Report'], ['made by', 'Ann'], ['Alfa', 'Beta', 'Gamma', 2024], ['1', '2', '3', '4']);
    expect(findHeader(rows, importDatasets)).toMatchObject({ header: { row: 3 }, dataset: undefined, score: 0 });
  });

  it.each([
    ['no rows', sheet()],
    ['numbers only', sheet([1, 2, 3], [4, 5, 6])],
    ['one column of text', sheet(['a'], ['b'])],
    ['the same text in every cell', sheet(['a', 'a', 'A'])],
  ])('finds none in %s', (_, rows) => expect(findHeader(rows, importDatasets)).toBeUndefined());

  it('takes the row that was asked for, whatever it holds', () => {
    const rows = sheet(PURCHASES, SALES, ['1', '2']);
    expect(findHeader(rows, importDatasets, { headerRow: 2 })?.dataset?.name).toBe('country-sales');
    expect(findHeader(rows, importDatasets, { headerRow: 3 })).toMatchObject({
      header: { row: 3 },
      dataset: undefined,
    });
    expect(findHeader(rows, importDatasets, { headerRow: 4 })).toBeUndefined();
  });

  it('looks for the asked dataset only, be it one column', () => {
    const rows = sheet(['Alfa', 'Beta'], ['Gamma', 'Tipo de gasto']);
    expect(findHeader(rows, importDatasets, { dataset: 'purchases' })).toMatchObject({
      header: { row: 2 },
      dataset: purchases,
    });
    expect(findHeader(rows, [purchases])).toMatchObject({ header: { row: 2 }, dataset: purchases });
    expect(findHeader(rows, importDatasets)?.dataset).toBeUndefined();
  });

  it('takes the dataset that has the fields of a saved mapping', () => {
    const titles = ['Was', 'Branche', 'Land', 'Wieviel', 'Einheit', 'Wann', 'Art'];
    const columns = { Was: 'product_name', Wann: 'purchase_date', Wieviel: 'quantity', Art: 'expense_type' };
    for (const order of [importDatasets, [...importDatasets].reverse()]) {
      const found = findHeader(sheet(titles), order, { mapping: { file: 'm.yaml', columns } });
      expect(found).toMatchObject({ dataset: { name: 'purchases' }, score: 1 });
    }
  });

  it('does not take a dataset that lacks a field of the mapping, however well its titles fit', () => {
    const mapping = { file: 'm.yaml', columns: { Notiz: 'expense_type' } };
    expect(findHeader(sheet([...SALES, 'Notiz']), importDatasets, { mapping })?.dataset?.name).toBe('purchases');
  });

  it('refuses an unknown field only where the dataset is asked for', () => {
    const mapping = { file: 'm.yaml', columns: { Cantidad: 'quantiti' } };
    expect(findHeader(sheet(PURCHASES), importDatasets, { mapping })?.dataset?.name).toBe('purchases');
    expect(() => findHeader(sheet(PURCHASES), importDatasets, { mapping, dataset: 'purchases' })).toThrow(
      'purchases has no field "quantiti"',
    );
  });

  it('knows the titles of a saved mapping', () => {
    const columns = { Alfa: 'product_name', Beta: 'sector', Gamma: 'country', Delta: 'quantity', Rest: null };
    const rows = sheet(['Report', 'x', 'y', 'z'], Object.keys(columns));
    const mapping = { file: 'map.json', dataset: 'purchases', columns };
    expect(findHeader(rows, importDatasets, { mapping })).toMatchObject({
      header: { row: 2 },
      dataset: { name: 'purchases' },
    });
  });
});
