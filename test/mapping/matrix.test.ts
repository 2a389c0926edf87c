import { describe, expect, it } from 'vitest';
import { importDatasets } from '../../src/datasets/all.js';
import countrySales from '../../src/datasets/dcycle/country-sales.js';
import { findHeader } from '../../src/mapping/find-header.js';
import { columnMatcher } from '../../src/mapping/match-column.js';
import { findMatrix } from '../../src/mapping/matrix.js';
import { unpivotHeader } from '../../src/mapping/unpivot-header.js';
import type { Cell } from '../../src/values/cell.js';

const match = columnMatcher(countrySales);

function matrixOf(...cells: readonly Cell[]) {
  const matrix = findMatrix({ sheet: '', row: 1, cells }, countrySales, match);
  return matrix && [matrix.by, ...matrix.columns.map(({ letter, says }) => `${letter} ${says.join(' ')}`)];
}

describe('a matrix', () => {
  it.each<[readonly Cell[], readonly string[]]>([
    [
      ['Product', 'Start', 'End', 'Sweden', 'NO'],
      ['country', 'D Sweden', 'E NO'],
    ],
    [
      ['Product', 'Deutschland', 'Total', 'Frankreich'],
      ['country', 'B Deutschland', 'D Frankreich'],
    ],
    [
      ['Product', 'Sales Sweden', 'Sales Norway'],
      ['country', 'B sweden', 'C norway'],
    ],
    [
      ['Product', 'Sweden units', 'Norway units'],
      ['country', 'B sweden', 'C norway'],
    ],
    [
      ['Product', 'Country', '2023 sales', '2024 sales'],
      ['period', 'C 2023-01-01 2023-12-31', 'D 2024-01-01 2024-12-31'],
    ],
    [
      ['Product', 'SE', 'AU', 'FIN', 'NO', 'Start', 'End', 'To', 'Fin'],
      ['country', 'B SE', 'C AU', 'D FIN', 'E NO'],
    ],
    [
      ['Product', 'SE', 'NO', 'FROM', 'TO'],
      ['country', 'B SE', 'C NO'],
    ],
    [
      ['Product', 'Country', '2023', 2024],
      ['period', 'C 2023-01-01 2023-12-31', 'D 2024-01-01 2024-12-31'],
    ],
    [
      ['Product', 'Country', 'Units Jan 2024', 'Units Feb 2024'],
      ['period', 'C 2024-01-01 2024-01-31', 'D 2024-02-01 2024-02-29'],
    ],
    [
      ['Product', 'Country', 'Jan-24', 'Feb-24'],
      ['period', 'C 2024-01-01 2024-01-31', 'D 2024-02-01 2024-02-29'],
    ],
    [
      [
        'Product',
        'Country',
        { kind: 'date', iso: '2024-01-01', serial: 45292 },
        { kind: 'date', iso: '2024-02-01', serial: 45323 },
      ],
      ['period', 'C 2024-01-01 2024-01-31', 'D 2024-02-01 2024-02-29'],
    ],
  ])('%j', (titles, expected) => expect(matrixOf(...titles)).toEqual(expected));

  it.each<[string, readonly Cell[]]>([
    ['one such column', ['Product', 'Start', 'End', 'Sweden']],
    ['a column for the amount', ['Product', 'Units', 'Start', 'End', 'Sweden', 'Norway']],
    ['a column for the country', ['Product', 'Country', 'Start', 'End', 'Sweden', 'Norway']],
    ['a column for the first day', ['Product', 'Country', 'Start', '2023', '2024']],
    ['columns of something else', ['Product', 'Country', 'Shop 1', 'Shop 2']],
  ])('is none with %s', (_, titles) => expect(matrixOf(...titles)).toBeUndefined());

  it('tells which dataset a table is', () => {
    const rows = [
      ['Product', 'Land', '2023', '2024'],
      ['Fryer', 'SE', 3, 4],
    ].map((cells, index) => ({
      sheet: '',
      row: index + 1,
      cells,
    }));
    const found = findHeader(rows, importDatasets);
    expect(found).toMatchObject({ dataset: { name: 'country-sales' }, matrix: { by: 'period' }, score: 1 });
  });

  it('is not taken from a list of products sold by year', () => {
    const titles = ['Name', 'Production location', 'Pick-up location', 'Ship-to location', '2023', '2024'];
    const found = findHeader([{ sheet: '', row: 1, cells: titles }], importDatasets);
    expect(found).toMatchObject({ dataset: { name: 'resold-products' }, matrix: undefined });
  });

  it('is mapped with the columns that its rows gain', () => {
    const header = { sheet: 'Q1', row: 3, cells: ['Product', 'Buyer', 'Sweden', 'Norway', 'Start', 'End'] };
    const matrix = findMatrix(header, countrySales, match);
    if (matrix === undefined) throw new Error('no matrix');
    const { mapping, header: whole } = unpivotHeader(header, matrix, countrySales, undefined);
    expect(whole.cells.slice(6)).toEqual(['Country', 'Quantity sold', 'Cell']);
    expect(mapping.columns.map(({ title, field }) => [title, field])).toEqual([
      ['Product', 'product_name'],
      ['Buyer', undefined],
      ['Sweden', undefined],
      ['Norway', undefined],
      ['Start', 'start_date'],
      ['End', 'end_date'],
      ['Country', 'country'],
      ['Quantity sold', 'quantity'],
      ['Cell', undefined],
    ]);
    expect(mapping.problems.map(({ code, column }) => `${code} ${column}`)).toEqual(['UNKNOWN_COLUMN Buyer']);
  });
});
