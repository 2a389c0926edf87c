// What is unusual in a table: the group that each amount is compared with, signs, currencies, and what does not matter.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import resoldProducts from '../../src/datasets/carboncloud/resold-products.js';
import suppliers from '../../src/datasets/carboncloud/suppliers.js';
import type { ImportDataset, Values } from '../../src/datasets/dataset.js';
import purchases from '../../src/datasets/dcycle/purchases.js';
import variableProducts from '../../src/datasets/variable/variable-products.js';
import { mapHeader } from '../../src/mapping/map-header.js';
import { messageOf } from '../../src/problems/catalogue.js';
import { watchForSuspects } from '../../src/suspects/suspicion.js';

type Line = Readonly<Record<string, string | number>>;

/** As `row 21 quantity SUSPECT_AMOUNT`. Columns that are fields are the record. */
function suspectsIn(lines: readonly Line[], dataset: ImportDataset = purchases): readonly string[] {
  return problemsIn(lines, dataset).map(({ row, field, code }) => `row ${row} ${field} ${code}`);
}

function problemsIn(lines: readonly Line[], dataset: ImportDataset = purchases) {
  const titles = [...new Set(lines.flatMap((line) => Object.keys(line)))];
  const mapping = mapHeader({ sheet: '', row: 1, cells: titles }, dataset);
  const rows = lines.map((line, index) => {
    const fields = mapping.columns.flatMap(({ field, title, year }) => {
      const value = line[title];
      if (field === undefined || value === undefined) return [];
      return [[field, year === undefined ? value : { [year]: Number(value) }] as const];
    });
    const cells = titles.map((title) => line[title] ?? null);
    return { source: { sheet: '', row: index + 2, cells }, record: Object.fromEntries(fields) as Values, identity: '' };
  });
  const watch = watchForSuspects(mapping);
  for (const row of rows) watch.add(row);
  const suspicion = watch.settle();
  return suspicion === undefined ? [] : rows.flatMap((row) => suspicion(row));
}

/** Rows that differ in their amounts: even steps around 10,000, and what else is asked for. */
function rowsOf(count: number, others: Line = {}, middle = 10_000): readonly Line[] {
  return Array.from({ length: count }, (_, index) => ({
    product_name: `Thing ${index}`,
    quantity: middle * (0.7 + (0.6 * index) / Math.max(1, count - 1)),
    unit_id: 'EUR',
    country: 'DE',
    ...others,
  }));
}

const large: Line = { product_name: 'Other thing', quantity: 7_000_100, unit_id: 'EUR', country: 'DE' };

describe('an amount', () => {
  it('among the others of the column', () => {
    expect(suspectsIn([...rowsOf(19), large])).toEqual(['row 21 quantity SUSPECT_AMOUNT']);
    expect(suspectsIn([...rowsOf(19), { ...large, quantity: 60_000 }])).toEqual([]);
  });

  it('among few rows, of which nothing is usual', () => {
    expect(suspectsIn([...rowsOf(7), large])).toEqual([]);
  });

  it('says what is usual, and where', () => {
    const found = problemsIn([...rowsOf(42, { Konto: '4930' }), { ...large, Konto: '4930' }]);
    expect(found).toMatchObject([{ column: 'quantity', value: '7000100', severity: 'warning' }]);
    expect(found.map(messageOf)).toEqual(['7,000,100.00 EUR is 690 times the usual 10,100 of Konto 4930 (43 rows)']);
  });

  it('of the same product goes before all others', () => {
    const screws = rowsOf(12, { product_name: 'Screws' }, 20);
    const machines = rowsOf(12, { product_name: 'Machine' }, 20_000);
    const dear = { ...large, product_name: 'Screws', quantity: 20_000 };
    expect(suspectsIn([...screws, ...machines, dear])).toEqual(['row 26 quantity SUSPECT_AMOUNT']);
    expect(suspectsIn([...screws, ...machines, { ...dear, product_name: 'Machine' }])).toEqual([]);
  });

  it('of the same product in another country is usual there', () => {
    const inGermany = rowsOf(12, { product_name: 'Screws' }, 2000);
    const inLuxembourg = rowsOf(12, { product_name: 'Screws', country: 'LU' }, 20);
    const dear = { ...large, product_name: 'Screws', quantity: 2000 };
    expect(suspectsIn([...inGermany, ...inLuxembourg, dear])).toEqual([]);
    expect(suspectsIn([...inGermany, ...inLuxembourg, { ...dear, country: 'LU' }])).toEqual([
      'row 26 quantity SUSPECT_AMOUNT',
    ]);
  });

  it.each(['Konto', 'sector', 'supplier_id'])('of the same %s', (title) => {
    const small = rowsOf(12, { [title]: 'A' }, 20);
    const dear = rowsOf(12, { [title]: 'B' }, 20_000);
    expect(suspectsIn([...small, ...dear, { ...large, [title]: 'A', quantity: 20_000 }])).toEqual([
      'row 26 quantity SUSPECT_AMOUNT',
    ]);
    expect(suspectsIn([...small, ...dear, { ...large, [title]: 'B', quantity: 20_000 }])).toEqual([]);
  });

  it.each([1, 2, 4, 8])('of %i machines in an account of their own, among office supplies', (count) => {
    const supplies = rowsOf(300, { Konto: '4930' }, 80);
    const machines = rowsOf(count, { Konto: '0400', product_name: 'Machine' }, 250_000);
    expect(suspectsIn([...supplies, ...machines])).toEqual([]);
  });

  it('in an account of few rows that differs from its neighbours, too', () => {
    const supplies = rowsOf(300, { Konto: '4930' });
    const few = rowsOf(5, { Konto: '6815' });
    expect(suspectsIn([...supplies, ...few, { ...large, Konto: '6815' }])).toEqual(['row 307 quantity SUSPECT_AMOUNT']);
  });

  it('in another unit is compared with none', () => {
    expect(suspectsIn([...rowsOf(30), { ...large, unit_id: 'kg' }])).toEqual([]);
  });

  it('of a year, in a dataset with amounts of years', () => {
    const products = Array.from({ length: 20 }, (_, index) => ({
      'Product name': `Product ${index}`,
      'Sales 2024 (t)': 90 + index,
      'Sales 2023 (t)': index === 7 ? 90_000 : 90 + index,
    }));
    expect(problemsIn(products, resoldProducts)).toMatchObject([{ row: 9, column: 'Sales 2023 (t)' }]);
  });
});

describe('a sign', () => {
  const footprints = (amounts: readonly number[]): readonly Line[] =>
    amounts.map((amount, index) => ({ Name: `Part ${index}`, 'Footprint A1': amount }));
  const positive = Array.from({ length: 20 }, (_, index) => 1 + index / 20);

  it.each([
    ['one among positive ones', [...positive, -1.2], ['row 22 footprintA1 SUSPECT_SIGN']],
    ['several, which are usual', [...positive, -1.2, -1.3], []],
    ['one among few', [1, 2, 3, -1.2], []],
  ])('%s', (_, amounts, found) => {
    const [field = ''] = Object.keys(variableProducts.fields).filter((name) => /A1$/.test(name));
    const named = found.map((text) => text.replace('footprintA1', field));
    expect(suspectsIn(footprints(amounts), variableProducts)).toEqual(named);
  });
});

describe('a currency', () => {
  const pound: Line = { product_name: 'Tea', quantity: 10_000, country: 'SE', unit_id: 'GBP' };
  const swedish = (count: number) => rowsOf(count, { country: 'SE', unit_id: 'SEK' });

  it.each([
    ['among rows of the country in another one', [...swedish(5), pound], ['row 7 unit_id SUSPECT_CURRENCY']],
    ['of a country with few rows', [...swedish(4), pound], []],
    ['in several rows of the country', [...swedish(30), pound, pound], []],
    ['of another country', [...swedish(30), { ...pound, country: 'GB' }], []],
    ['that is a unit of weight', [...swedish(30), { ...pound, unit_id: 'kg' }], []],
  ])('%s', (_, lines, found) => {
    expect(suspectsIn(lines)).toEqual(found);
  });
});

describe('a near repeat', () => {
  const chairs: Line = {
    product_name: 'Office chairs',
    supplier_id: 'Lindgren AB',
    'Invoice no': 'RE-47110',
    Text: 'Headquarters',
    purchase_date: '2024-03-15',
    quantity: 8120.5,
    unit_id: 'EUR',
    country: 'DE',
  };
  const many = rowsOf(20, {
    supplier_id: 'Berg & Co',
    'Invoice no': 'RE-00001',
    Text: '',
    purchase_date: '2024-01-02',
  });

  it.each<readonly [string, Line, readonly string[]]>([
    ['with a letter missing', { product_name: 'Ofice chairs' }, ['row 23 product_name SUSPECT_REPEAT']],
    ['with a letter too many', { product_name: 'Office chairss' }, ['row 23 product_name SUSPECT_REPEAT']],
    ['with another letter', { product_name: 'Office cheirs' }, ['row 23 product_name SUSPECT_REPEAT']],
    ['with two letters that changed places', { product_name: 'Office chiars' }, ['row 23 product_name SUSPECT_REPEAT']],
    ['of another supplier, by a letter', { supplier_id: 'Lindgren AG' }, ['row 23 supplier_id SUSPECT_REPEAT']],
    ['of another document, by a digit', { 'Invoice no': 'RE-47111' }, ['row 23  SUSPECT_REPEAT']],
    ['in two letters', { product_name: 'Office sheirs' }, []],
    ['in two columns', { product_name: 'Ofice chairs', supplier_id: 'Lindgren AG' }, []],
    ['of another amount', { product_name: 'Ofice chairs', quantity: 8120.6 }, []],
    ['of another day', { 'Invoice no': 'RE-47111', purchase_date: '2024-04-15' }, []],
    ['with another text in a column that is not used', { product_name: 'Ofice chairs', Text: 'Munich' }, []],
    ['that is equal', {}, []],
  ])('%s', (_, change, found) => {
    // The first spelling is the usual one.
    const usual = { ...chairs, quantity: 9000 };
    expect(suspectsIn([...many, { ...chairs }, { ...chairs, ...change }, usual])).toEqual(found);
  });

  it.each([
    ['Chair A', 'Chair B'],
    ['Part 1', 'Part 2'],
    ['Oil', 'Oak'],
  ])('is not %s and %s, which are names', (one, other) => {
    expect(suspectsIn([...many, { ...chairs, product_name: one }, { ...chairs, product_name: other }])).toEqual([]);
  });

  it('says which row it repeats', () => {
    const found = problemsIn([...many, chairs, { ...chairs, 'Invoice no': 'RE-47111' }]);
    expect(found).toMatchObject([{ row: 23, column: 'Invoice no', value: 'RE-47111' }]);
    expect(found.map(messageOf)).toEqual(['all but one character equals row 22, where Invoice no is "RE-47110"']);
  });

  it('is none in a series, such as tickets', () => {
    const series = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ ...chairs, 'Invoice no': `RE-${47110 + index}` }));
    expect(suspectsIn([...many, ...series(3)])).toEqual([]);
    expect(suspectsIn([...many, ...series(40)])).toEqual([]);
  });

  it('is none in a file that is written so', () => {
    const twice = Array.from({ length: 60 }, (_, index) => [
      { ...chairs, quantity: 8000 + index, 'Invoice no': `RE-${1000 + 10 * index}` },
      { ...chairs, quantity: 8000 + index, 'Invoice no': `RE-${1001 + 10 * index}` },
    ]);
    expect(suspectsIn(twice.flat())).toEqual([]);
  });

  it('is found in the same row, whatever the order', () => {
    const rows = [...many, chairs, { ...chairs, product_name: 'Ofice chairs' }, { ...chairs, quantity: 9000 }];
    const held = (some: readonly Line[]) => problemsIn(some).map(({ value }) => value);
    expect(held(rows)).toEqual(['Ofice chairs']);
    expect(held([...rows].reverse())).toEqual(['Ofice chairs']);
  });
});

it('is nothing in a table without numbers', () => {
  const lines = Array.from({ length: 30 }, (_, index) => ({ 'Supplier name': `Supplier ${index}` }));
  expect(suspectsIn(lines, suppliers)).toEqual([]);
});

describe('the verdict', () => {
  const line = fc.record({
    product_name: fc.constantFrom('Screws', 'Machine', 'Paper'),
    Konto: fc.constantFrom('4930', '0400'),
    country: fc.constantFrom('SE', 'DE'),
    unit_id: fc.constantFrom('SEK', 'SEK', 'SEK', 'SEK', 'SEK', 'GBP'),
    quantity: fc.oneof({ weight: 20, arbitrary: fc.integer({ min: 500, max: 900 }) }, fc.integer({ min: 1, max: 1e9 })),
  });
  const lines = fc.array(line, { minLength: 10, maxLength: 120 });
  /** What is held back, whatever its row. */
  const held = (some: readonly Line[]) =>
    problemsIn(some)
      .map(({ row, code }) => `${code} ${Object.values(some[row - 2] ?? {}).join(' ')}`)
      .sort();

  it('does not depend on the order of the rows', () => {
    fc.assert(
      fc.property(lines, fc.infiniteStream(fc.nat()), (some, keys) => {
        const shuffled = some
          .map((one) => [keys.next().value, one] as const)
          .sort(([one], [other]) => one - other)
          .map(([, one]) => one);
        expect(held(shuffled)).toEqual(held(some));
      }),
    );
  });

  it('does not depend on the scale of a column', () => {
    fc.assert(
      fc.property(lines, fc.integer({ min: -6, max: 6 }), (some, power) => {
        const scaled = some.map((one) => ({ ...one, quantity: one.quantity * 2 ** power }));
        expect(suspectsIn(scaled)).toEqual(suspectsIn(some));
      }),
    );
  });
});
