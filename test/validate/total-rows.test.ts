import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import resoldProducts from '../../src/datasets/carboncloud/resold-products.js';
import type { ImportDataset } from '../../src/datasets/dataset.js';
import countrySales from '../../src/datasets/dcycle/country-sales.js';
import purchases from '../../src/datasets/dcycle/purchases.js';
import { mapHeader } from '../../src/mapping/map-header.js';
import { describe as inWords } from '../../src/problems/place.js';
import { rowChecker } from '../../src/validate/check-row.js';
import type { Cell } from '../../src/values/cell.js';
import { flatten } from './checking.js';

const PURCHASES = ['Product', 'Sector', 'Country', 'Amount', 'Unit', 'Purchase date', 'Expense type', 'Remark'];

/** Checks the rows below the header of a CSV file, in order. */
function check(dataset: ImportDataset, titles: readonly string[], rows: readonly (readonly Cell[])[]) {
  const judge = rowChecker(mapHeader({ sheet: '', row: 1, cells: titles }, dataset), new Map());
  return rows.map((cells, index) => judge({ sheet: '', row: index + 2, cells }));
}

function bought(amount: Cell, unit = 'EUR', product = 'Boxes'): readonly Cell[] {
  return [product, 'Manufacturing', 'ES', amount, unit, '2024-03-15', 'opex'];
}

/** What is said of the last row, which comes after purchases of 10, 20.5 and 3 EUR. */
function lastRow(...last: readonly Cell[]) {
  const checked = check(purchases, PURCHASES, [bought('10'), bought(20.5), bought('3'), last]).at(-1);
  return { leftOut: checked?.leftOut !== undefined, problems: flatten(checked?.problems ?? []) };
}

const TOTAL = { leftOut: true, problems: ['warning TOTAL_ROW'] };
const DIFFERING = { leftOut: true, problems: ['warning TOTAL_ROW', 'warning TOTAL_DIFFERS quantity'] };

describe('the columns that total rows are told by', () => {
  it.each<[string, readonly Cell[], boolean]>([
    ['its label may stand in a column without a field', [null, null, null, 33.5, null, null, null, 'Total'], true],
    ['the unit is no text that makes it another row', [null, null, null, 33.5, 'EUR', null, null, null], true],
    ['a number in a column of text is one', [4711, null, null, 33.5], false],
    ['a number in a column without a field is none', [null, null, null, 33.5, null, null, null, 3], true],
  ])('%s', (_, last, isTotal) => {
    expect(lastRow(...last).leftOut).toBe(isTotal);
  });

  it('are named by the column of the label, and the sums by those of the amounts', () => {
    const rows = [bought(1), [null, null, 'Total', 3]];
    const problems = check(purchases, PURCHASES, rows).at(-1)?.problems ?? [];
    expect(problems.map(({ code, column, field }) => [code, column, field])).toEqual([
      ['TOTAL_ROW', 'Country', ''],
      ['TOTAL_DIFFERS', 'Amount', 'quantity'],
    ]);
    expect(problems[1]?.args).toEqual({ total: 3, sum: '1', unread: 0 });
  });
});

describe('total rows', () => {
  it.each<[string, readonly Cell[]]>([
    ['labelled in the first column', ['Total', null, null, '33.5']],
    ['labelled elsewhere', [null, 'Summe', null, 33.5, 'EUR']],
    ['labelled in a column that is not used', [null, null, null, 33.5, null, null, null, 'Suma']],
    ['labelled, with one other cell', ['Sous-total', null, 'ES', 33.5]],
    ['labelled with a remark, nothing else', ['Total first quarter', null, null, 33.5]],
    ['labelled, whose sum agrees, with several cells', ['Total purchases', null, 'ES', 33.5, 'EUR', '2024-03-31']],
    ['without a label or any text, whose sum agrees', [null, null, null, 33.5]],
    ['without a label, with a unit', [null, null, null, '33.5', 'EUR']],
    ['with the noise of binary sums', ['Total', null, null, 33.500000000004]],
  ])('a row %s is one', (_, cells) => expect(lastRow(...cells)).toEqual(TOTAL));

  it.each<[string, readonly Cell[]]>([
    ['labelled', ['Total', null, null, 33.6]],
    ['labelled with a remark', ['Spain Total', null, null, '34']],
    ['beyond the noise of binary sums', ['Total', null, null, 33.5000001]],
  ])('a row %s whose sum differs is one, and it is said', (_, cells) => expect(lastRow(...cells)).toEqual(DIFFERING));

  it('is one when there is nothing to compare', () => {
    expect(lastRow('Total')).toEqual(TOTAL);
    expect(lastRow('Total', null, null, { kind: 'error', code: '#REF!' })).toEqual(TOTAL);
  });

  it.each<[string, readonly Cell[]]>([
    ['that fills every cell, whatever it is called', bought('33.5', 'EUR', 'Total')],
    ['that fills every cell and equals the sum above', bought(33.5)],
    ['with a name that equals the sum above', ['Boxes', null, null, 33.5]],
    ['with a remark that equals the sum above', [null, null, null, 33.5, null, null, null, 'as agreed']],
    ['with a code that equals the sum above', [4711, null, null, 33.5]],
    ['of numbers only that differs from the sum above', [null, null, null, 33.6]],
    ['of nothing but a zero', [null, null, null, 0]],
    ['labelled with a remark, with another cell', ['Total Quartz 9000', null, 'FR', 34]],
    ['labelled, with most of its cells', ['Total', 'Energy', 'FR', 34]],
  ])('a row %s is none', (_, cells) => expect(lastRow(...cells).leftOut).toBe(false));

  it.each<[string, readonly (readonly Cell[])[], readonly Cell[], boolean]>([
    ['labelled, and the sum', [bought(4), bought(6)], bought(10, 'EUR', 'Total'), true],
    ['labelled in another language, and the sum', [bought('4'), bought(6.5)], bought('10.5', 'EUR', 'Razem:'), true],
    ['labelled in a column that is not used', [bought(4), bought(6)], [...bought(10), 'Summe'], true],
    ['the sum of its unit', [bought(4), bought(6), bought(7, 'kg')], bought(10, 'EUR', 'Total'), true],
    ['the sum but for noise', [bought(0.1), bought(0.2)], bought(0.1 + 0.2, 'EUR', 'Total'), true],
    [
      'the sum of a block',
      [bought(4), bought(6), bought(10, 'EUR', 'Subtotal'), bought(1), bought(2)],
      bought(3, 'EUR', 'Subtotal'),
      true,
    ],
    [
      'the sum of such blocks',
      [bought(4), bought(6), bought(10, 'EUR', 'Subtotal'), bought(1), bought(2), bought(3, 'EUR', 'Subtotal')],
      bought(13, 'EUR', 'Grand total'),
      true,
    ],
    ['labelled, and not the sum', [bought(4), bought(6)], bought(10.001, 'EUR', 'Total'), false],
    ['the sum, and not labelled', [bought(4), bought(6)], bought(10), false],
    ['the sum, with a name that begins like a label', [bought(4), bought(6)], bought(10, 'EUR', 'Total Quartz'), false],
    ['labelled, and the only row above', [bought(10)], bought(10, 'EUR', 'Total'), false],
    ['labelled, and the only row above that is not zero', [bought(10), bought(0)], bought(10, 'EUR', 'Total'), false],
    ['labelled, and the first one', [], bought(0, 'EUR', 'Total'), false],
  ])('a whole row that is %s is kept, and told of: %#', (_, above, last, isTold) => {
    const checked = check(purchases, PURCHASES, [...above, last]).at(-1);
    expect(checked?.leftOut).toBeUndefined();
    expect(checked?.record).toBeDefined();
    expect(flatten(checked?.problems ?? [])).toEqual(isTold ? ['warning MAYBE_TOTAL'] : []);
  });

  it('tells how to leave such a row out, and compares the total below with the rows above it', () => {
    const rows = [bought(4), bought(6), bought(10, 'EUR', 'Total'), ['Total', null, null, 10]];
    const [, , kept, total] = check(purchases, PURCHASES, rows);
    expect(kept?.problems.map(inWords)).toEqual([
      '"Total": this row is called a total and is the sum of the rows above it, but all required cells are filled: imported → if it is a total, delete it, or empty its other cells so that it is not imported',
    ]);
    expect(flatten(total?.problems ?? [])).toEqual(['warning TOTAL_ROW']);
  });

  it.each<[string, readonly (readonly Cell[])[], readonly Cell[], boolean]>([
    ['the only row', [bought(10)], [null, null, null, 10], false],
    ['the only row, with its unit', [bought(10)], [null, null, null, 10, 'EUR'], false],
    ['the only one of its unit', [bought(3, 'kg'), bought(10)], [null, null, null, 10, 'EUR'], false],
    ['the only one that is not zero', [bought(10), bought(0)], [null, null, null, 10], false],
    [
      'the row above, below a subtotal',
      [bought(2), ['Subtotal', null, null, 2], bought(10)],
      [null, null, null, 10],
      false,
    ],
    ['the row above among others', [bought(2), bought(10)], [null, null, null, 10], false],
    ['the sum of two rows', [bought(4), bought(6)], [null, null, null, 10], true],
    [
      'the sum of two rows below a subtotal',
      [bought(2), ['Sum', null, null, 2], bought(4), bought(6)],
      [null, null, null, 10],
      true,
    ],
    [
      'the sum of subtotals of one row each',
      [bought(4), ['Sum', null, null, 4], bought(6), ['Sum', null, null, 6]],
      [null, null, null, 10],
      true,
    ],
    ['the only row, with a name that begins like a label', [bought(10)], ['Total Quartz 9000', null, 'FR', 10], false],
    [
      'two rows, with a name that begins like a label',
      [bought(4), bought(6)],
      ['Total Quartz 9000', null, 'FR', 10],
      true,
    ],
    ['the only row, with the name of a company and most cells', [bought(10)], ['Total', 'Energy', 'FR', 10], false],
    ['the only row, labelled', [bought(10)], ['Total', null, null, 10], true],
    ['the only row, labelled by a group', [bought(10)], ['ES Total', null, null, 10], true],
    ['only zeros, labelled', [bought(0)], ['Total', null, null, 0], true],
  ])('of a row whose amount is that of %s', (_, above, last, isTotal) => {
    const checked = check(purchases, PURCHASES, [...above, last]).at(-1);
    const found = flatten(checked?.problems ?? []);
    expect(checked?.leftOut?.code).toBe(isTotal ? 'TOTAL_ROW' : undefined);
    expect(isTotal ? found : found.filter((one) => one.endsWith('purchase_date'))).toEqual([
      isTotal ? 'warning TOTAL_ROW' : 'error REQUIRED_EMPTY purchase_date',
    ]);
  });

  it('says both numbers, and what was not counted', () => {
    const rows = [bought('10'), bought('about 5'), ['Total', null, null, '15']];
    const problems = check(purchases, PURCHASES, rows).at(-1)?.problems ?? [];
    expect(problems.map(({ row, column }) => `${row} ${column}`)).toEqual(['4 Product', '4 Amount']);
    expect(problems.map(inWords)).toEqual([
      '"Total": this is a total row: not imported; its sum differs from that of the rows above',
      '"15": the total row says 15, the rows above it add up to 10, without 1 amount that could not be read → look for a row that is missing, doubled or changed, and for an amount that is text',
    ]);
  });

  it('knows sums of blocks, of blocks of blocks, and of units', () => {
    const rows = [
      bought(1),
      bought(2, 'kg'),
      ['Subtotal', null, null, 3],
      bought(4),
      ['Subtotal', null, null, 4],
      ['Total', null, null, 7],
      bought(8),
      ['Subtotal', null, null, 8],
      ['Total EUR', null, null, 13, 'EUR'],
      ['Total kg', null, null, 2, 'kg'],
      ['Grand total', null, null, 15],
    ];
    const totals = check(purchases, PURCHASES, rows).filter(({ leftOut }) => leftOut !== undefined);
    expect(totals.map(({ problems }) => flatten(problems))).toEqual(totals.map(() => ['warning TOTAL_ROW']));
    expect(totals).toHaveLength(7);
  });

  it('compares every year of products', () => {
    const titles = ['Name', 'Production location', 'Pick-up location', 'Ship-to location', '2023', '2024'];
    const rows = [
      ['Oats', 'SE', 'SE', 'SE', 1, 2],
      ['Rye', 'SE', 'SE', 'SE', 3],
      ['Total', null, null, null, 4, 3],
    ];
    const problems = check(resoldProducts, titles, rows).at(-1)?.problems ?? [];
    expect(problems.map(({ code, column }) => `${code} ${column}`)).toEqual(['TOTAL_ROW Name', 'TOTAL_DIFFERS 2024']);
  });

  it('finds them among sales', () => {
    const titles = ['Product', 'Country', 'Units', 'Start', 'End'];
    const rows = [
      ['Fryer', 'SE', '3', '2024-01-01', '2024-12-31'],
      ['Fryer', 'Summa', '3', null, null],
      ['Totalt', null, '3', null, '2024-12-31'],
    ];
    expect(check(countrySales, titles, rows).map(({ leftOut }) => leftOut?.code)).toEqual([
      undefined,
      'TOTAL_ROW',
      'TOTAL_ROW',
    ]);
  });

  it('never leaves out a row that fills every cell it needs, nor one with an unlabelled text', () => {
    const amount = fc.constantFrom<Cell>(0, 1, 2, 3, '1', '2', '5');
    const label = fc.constantFrom('Total', 'Summe', 'Boxes', 'Total Spain');
    const whole = fc.tuple(label, amount).map(([product, value]) => bought(value, 'EUR', product));
    const named = fc
      .tuple(fc.constantFrom<Cell>('Boxes', 'Total energy company of France', 4711), amount)
      .map(([product, value]) => [product === 4711 ? product : 'Boxes', null, null, value]);
    const total = amount.map((value): readonly Cell[] => ['Total', null, null, value]);
    const bare = amount.map((value): readonly Cell[] => [null, null, null, value]);
    fc.assert(
      fc.property(fc.array(fc.oneof(whole, named, total, bare), { maxLength: 12 }), (rows) => {
        const checked = check(purchases, PURCHASES, rows);
        expect(checked).toHaveLength(rows.length);
        const isReal = ([product, supplier]: readonly Cell[]) =>
          supplier !== null || (product !== null && product !== 'Total');
        const lost = rows.filter((row, index) => isReal(row) && checked[index]?.leftOut !== undefined);
        expect(lost).toEqual([]);
      }),
    );
  });
});
