import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importDatasets } from '../../src/datasets/all.js';
import purchases from '../../src/datasets/dcycle/purchases.js';
import { mapHeader } from '../../src/mapping/map-header.js';
import { rowChecker } from '../../src/validate/check-row.js';
import type { Cell } from '../../src/values/cell.js';
import { checkRow, flatten, judge, purchase } from './checking.js';

const header = (cells: readonly Cell[], sheet = '') => ({ sheet, row: 3, cells });

describe('checking a row', () => {
  it('tells every problem of every cell, with the title and the value of the user', () => {
    const titles = ['Producto', 'Sector', 'País', 'Cantidad', 'Unidad', 'Fecha', 'Tipo de gasto'];
    const check = rowChecker(
      mapHeader(header(titles, 'Q1'), purchases),
      new Map([[3, { decimal: ',', dateOrder: 'ymd' }]]),
    );
    const cells = ['Cajas', '', 'Alemanai', '12,5 pallets', 'EUR', '2024-02-30', 'opexx'];
    const { problems, record } = check({ sheet: 'Q1', row: 14, cells });
    expect(record).toBeUndefined();
    expect(
      problems.map(({ code, sheet, row, column, field, value }) => [code, sheet, row, column, field, value]),
    ).toEqual([
      ['UNKNOWN_COUNTRY', 'Q1', 14, 'País', 'country', 'Alemanai'],
      ['NOT_A_NUMBER', 'Q1', 14, 'Cantidad', 'quantity', '12,5 pallets'],
      ['IMPOSSIBLE_DATE', 'Q1', 14, 'Fecha', 'purchase_date', '2024-02-30'],
      ['NOT_A_CHOICE', 'Q1', 14, 'Tipo de gasto', 'expense_type', 'opexx'],
      ['REQUIRED_EMPTY', 'Q1', 14, 'Sector', 'sector', ''],
    ]);
  });

  it('gives the record typed and normalised, with notes on what it read', () => {
    const { problems, record } = checkRow(purchases, {
      ...purchase,
      country: 'Alemania',
      quantity: '1.250,50',
      expense_type: 'gastos operativos',
    });
    expect(record).toEqual({
      product_name: 'Cardboard boxes',
      sector: 'Manufacturing',
      country: 'DE',
      quantity: 1250.5,
      unit_id: 'EUR',
      purchase_date: '2024-03-15',
      expense_type: 'opex',
      purchase_type: 'spend_based',
    });
    expect(problems.map(({ code, severity, column }) => [code, severity, column])).toEqual([
      ['READ_AS', 'note', 'country'],
      ['READ_AS', 'note', 'expense_type'],
    ]);
  });

  it('says the limits that were broken', () => {
    const { problems } = checkRow(purchases, { ...purchase, sector: 'x'.repeat(300), quantity: -1 });
    expect(problems.map(({ code, args }) => [code, args])).toEqual([
      ['TOO_LONG', { max: 255, length: 300 }],
      ['TOO_SMALL', { min: 0, exclusive: false }],
    ]);
  });

  it('speaks of columns by the titles of the user, where they have one', () => {
    const needsOf = (row: Readonly<Record<string, Cell>>) =>
      checkRow(purchases, { ...purchase, ...row }).problems.map(({ column, args }) => [column, args]);
    const because = '"Método" is supplier_specific';
    expect(needsOf({ Método: 'supplier_specific', 'Factor de emisión': '' })).toEqual([
      ['Factor de emisión', { needed: 'Factor de emisión', because }],
    ]);
    expect(needsOf({ Método: 'supplier_specific' })).toEqual([['', { needed: 'Custom emission factor id', because }]]);
  });

  it('leaves a missing required column to the header, but makes no record without it', () => {
    const { sector: _, ...withoutSector } = purchase;
    expect(judge(purchases, withoutSector, {})).toEqual({ problems: [], record: undefined });
  });

  it('ignores columns that are not used', () => {
    expect(judge(purchases, purchase, { Whatever: '#N/A' }).problems).toEqual([]);
  });

  it.each([
    ['as many cells as the header', '', ['a', 'b'], []],
    ['fewer cells', '', ['a'], []],
    ['blank cells beyond the header', '', ['a', 'b', ' ', null], []],
    ['a cell beyond the header', '', ['a', 'b', 'c'], ['error RAGGED_ROW']],
    ['a remark right of a workbook table', 'Sheet1', ['a', 'b', 'c'], []],
  ])('a row of %s', (_, sheet, cells, expected) => {
    const check = rowChecker(mapHeader(header(['Product', 'Sector'], sheet), purchases), new Map());
    const { problems } = check({ sheet, row: 4, cells });
    expect(flatten(problems).filter((problem) => problem.includes('RAGGED'))).toEqual(expected);
  });

  it.each([
    [2, []],
    [3, []],
    [1, ['warning SHORT_ROW']],
  ])('a line of %i cells below a header of two', (width, expected) => {
    const check = rowChecker(mapHeader(header(['Product', 'Sector'], ''), purchases), new Map());
    const { problems } = check({ sheet: '', row: 4, cells: ['a'], width });
    expect(flatten(problems).filter((problem) => problem.includes('SHORT_ROW'))).toEqual(expected);
  });

  it('makes a record exactly of the rows without errors, whatever stands in them', () => {
    const anyCell = fc.oneof(
      fc.constant(null),
      fc.string(),
      fc.double(),
      fc.boolean(),
      fc.constantFrom(
        'ES',
        'opex',
        '2024-01-01',
        '12,5',
        '1.000',
        '#REF!',
        'supplier specific',
        '3fa85f64-5717-4562-b3fc-2c963f66afa6',
      ),
    );
    for (const dataset of importDatasets) {
      const titles = Object.values(dataset.fields).map(({ title }) => title);
      const check = rowChecker(mapHeader(header(titles), dataset), new Map());
      fc.assert(
        fc.property(fc.array(anyCell, { minLength: titles.length, maxLength: titles.length }), (cells) => {
          const { problems, record, leftOut } = check({ sheet: '', row: 4, cells });
          const erroneous = problems.some(({ severity }) => severity === 'error');
          expect(record === undefined).toBe(erroneous || leftOut !== undefined);
          const ofFields = problems.filter(({ field }) => field !== '');
          expect(ofFields.map(({ column }) => column)).toEqual(
            ofFields.map(({ field }) => dataset.fields[field]?.title),
          );
        }),
        { numRuns: 200 },
      );
    }
  });
});
