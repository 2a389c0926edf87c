import { describe, expect, it } from 'vitest';
import { importDatasets } from '../../src/datasets/all.js';
import resoldProducts from '../../src/datasets/carboncloud/resold-products.js';
import { findHeader } from '../../src/mapping/find-header.js';
import { joinHeader } from '../../src/mapping/join-header.js';
import { mapHeader } from '../../src/mapping/map-header.js';
import { columnMatcher } from '../../src/mapping/match-column.js';
import type { Cell } from '../../src/values/cell.js';

/** What the header found in these rows, numbered from 1, comes to: its rows, and the field of every column. */
function find(...rows: readonly (readonly Cell[])[]) {
  const found = findHeader(
    rows.map((cells, index) => ({ sheet: 'Q1', row: index + 1, cells })),
    importDatasets,
  );
  const mapping = found?.dataset && mapHeader(found.header, found.dataset);
  return {
    rows: [found?.groupRow, found?.header.row],
    fields: mapping?.columns.map(({ field = '', year = '' }) => `${field} ${year}`.trim()),
    titles: mapping?.columns.map(({ title }) => title),
  };
}

const PLACES = ['Production location', 'Pick-up location', 'Ship-to location'];
const PLACE_FIELDS = ['productionLocation', 'pickUpLocation', 'shipToLocation'];

describe('a header over two rows', () => {
  it('is group titles over the titles of their columns', () => {
    const found = find(
      ['Assortment of 2024'],
      ['Product', ...PLACES, 'Packaging', null, 'Net quantity', null, 'Sales (t)', null],
      [null, null, null, null, 'weight', 'unit', 'value', 'unit', '2023', 2024],
      ['Oats', 'SE', 'SE', 'SE', 30, 'g', 1, 'kg', 4, 5],
    );
    expect(found.rows).toEqual([2, 3]);
    expect(found.fields).toEqual([
      'name',
      ...PLACE_FIELDS,
      'packagingWeightValue',
      'packagingWeightUnit',
      'productNetQuantityValue',
      'productNetQuantityUnit',
      'yearlySalesVolumes 2023',
      'yearlySalesVolumes 2024',
    ]);
    expect(found.titles?.slice(4, 6)).toEqual(['Packaging weight', 'Packaging unit']);
  });

  it('may have all titles in the lower row, and words of either order', () => {
    const found = find(
      [null, 'Verpackung', null, 'Ort', null, null],
      ['Name', 'Gewicht', 'Einheit', 'Produktion', 'Abholung', 'Liefer'],
      ['Hafer', 30, 'g', 'SE', 'SE', 'SE'],
    );
    expect(found.rows).toEqual([1, 2]);
    expect(found.fields?.slice(0, 3)).toEqual(['name', 'packagingWeightValue', 'packagingWeightUnit']);
  });

  it('may have units below titles', () => {
    const found = find(
      ['Product', 'Sector', 'Country', 'Amount', 'Date', 'Expense type'],
      [null, null, null, '(EUR)'],
      ['Boxes', 'Paper', 'ES', 12, '2024-01-01', 'opex'],
    );
    expect(found.rows).toEqual([1, 2]);
    expect(found.titles?.[3]).toBe('Amount (EUR)');
  });

  it('ends a group at a column without a title in either row', () => {
    const upper = { sheet: '', row: 1, cells: ['Packaging', null, null, null] };
    const lower = { sheet: '', row: 2, cells: ['weight', 'unit', null, 'Brand'] };
    const joined = joinHeader(upper, lower, columnMatcher(resoldProducts));
    expect(joined?.cells).toEqual(['Packaging weight', 'Packaging unit', null, 'Brand']);
  });

  it('is not made of rows with another row between them', () => {
    const match = columnMatcher(resoldProducts);
    const upper = { sheet: '', row: 1, cells: ['Packaging', null] };
    const lower = { sheet: '', row: 2, cells: ['weight', 'unit'] };
    expect(joinHeader(upper, lower, match)?.cells).toEqual(['Packaging weight', 'Packaging unit']);
    expect(joinHeader(upper, { ...lower, row: 3 }, match)).toBeUndefined();
    expect(joinHeader({ ...upper, row: 3 }, lower, match)).toBeUndefined();
  });

  it.each<[string, readonly Cell[]]>([
    ['a number', ['weight', 30]],
    ['a name below a title of its own', ['weight', 'Oats']],
  ])('is not made of a row of data: %s', (_, cells) => {
    const match = columnMatcher(resoldProducts);
    expect(
      joinHeader({ sheet: '', row: 1, cells: ['Packaging', 'Product name'] }, { sheet: '', row: 2, cells }, match),
    ).toBeUndefined();
  });

  it('has the place of its lower row', () => {
    const match = columnMatcher(resoldProducts);
    const joined = joinHeader(
      { sheet: 'Q1', row: 4, cells: ['Product name', 'Packaging'] },
      { sheet: 'Q1', row: 5, cells: [null, 'weight'] },
      match,
    );
    expect(joined).toEqual({ sheet: 'Q1', row: 5, cells: ['Product name', 'Packaging weight'] });
  });

  it('does not take the name in another group for the name of the product', () => {
    const found = find(
      ['Product', null, 'Amount', null, 'Supplier', null, 'Purchase', null],
      ['name', 'sector', 'value', 'unit', 'name', 'country', 'date', 'expense type'],
    );
    expect(found.fields).toEqual([
      'product_name',
      'sector',
      'quantity',
      'unit_id',
      '',
      'country',
      'purchase_date',
      'expense_type',
    ]);
    expect(found.titles?.[4]).toBe('Supplier name');
  });

  const SALES = ['Product', 'Country', 'Units sold', 'Start', 'End'];
  it.each<[string, readonly (readonly Cell[])[], number]>([
    ['a title above the header', [['Sales of 2024'], SALES, ['Fryer', 'SE', 3]], 2],
    ['a remark above the header', [[null, 'Land', 'in pieces'], SALES, ['Fryer', 'SE', 3]], 2],
    [
      'a row of data that is text',
      [
        [...SALES, 'Remark'],
        ['Product id', 'Country', 'many', 'Start', 'End', 'Quantity'],
      ],
      1,
    ],
    [
      'a row of data below a header with gaps',
      [
        [...SALES, null],
        ['Fryer', 'SE', '3', '2024-01-01', null, 'Units'],
      ],
      1,
    ],
    ['rows with a blank row between', [['Packaging', null, 'Product'], [], SALES], 3],
  ])('is not made of %s', (_, rows, header) => expect(find(...rows).rows).toEqual([undefined, header]));

  it('is joined where the lower row is asked for', () => {
    const rows = [
      ['Product', ...PLACES, 'Packaging', null],
      [null, null, null, null, 'weight', 'unit'],
    ].map((cells, index) => ({ sheet: '', row: index + 4, cells }));
    expect(findHeader(rows, importDatasets, { headerRow: 5 })).toMatchObject({ groupRow: 4, header: { row: 5 } });
    expect(findHeader(rows, importDatasets, { headerRow: 4 })).toMatchObject({
      groupRow: undefined,
      header: { row: 4 },
    });
  });
});
