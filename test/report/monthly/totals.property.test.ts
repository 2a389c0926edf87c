// Whatever a service holds: the lines of every table add up to its total, and every row is counted or has a reason.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collectorFor } from '../../../src/report/monthly/collect.js';
import type { Row } from '../../../src/report/monthly/collector.js';
import type { Findings } from '../../../src/report/monthly/report-model.js';
import { exactSum } from '../../../src/values/numbers/exact-sum.js';

const period = { label: 'October 2026', start: '2026-10-01', end: '2026-10-31' };

/** Gives rows to a collector by dataset. */
function found(provider: 'dcycle' | 'carboncloud', rows: Readonly<Record<string, readonly Row[]>>): Findings {
  const collector = collectorFor(provider)(period);
  for (const { name, see } of collector.datasets) for (const row of rows[name] ?? []) see(row);
  return collector.findings();
}

function expectTotalsToBeSums({ tables, figures }: Findings): void {
  for (const { id, columns, rows, total } of tables) {
    for (const [place, { kind }] of columns.entries()) {
      if ((kind !== 'amount' && kind !== 'count') || (total?.[place] ?? '') === '') continue;
      const sum = exactSum();
      for (const row of rows) sum.addText(row[place] ?? '0');
      expect([id, sum.text()]).toEqual([id, total?.[place]]);
    }
  }
  const [headline] = figures;
  const totals = tables
    .filter(({ total }) => total !== undefined)
    .map(({ id, columns, total }) => {
      return [id, total?.[columns.findIndex(({ title }) => title === 'Emissions')]];
    });
  const isHeadline = ([id]: readonly (string | undefined)[]) => id !== 'quantities';
  for (const [id, total] of totals.filter(isHeadline)) expect([id, total]).toEqual([id, headline?.value]);
}

const amount = fc.oneof(
  fc.integer({ min: -1e9, max: 1e12 }).map((millionths) => millionths / 1e6),
  fc.double({ min: -1e6, max: 1e9, noNaN: true }),
);
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null });
const word = fc.constantFrom('a', 'b', 'c', '');
const manyWords = fc.oneof(word, fc.string({ maxLength: 3 }));

const purchase = fc.record({
  co2e: maybe(amount),
  purchase_date: maybe(fc.constantFrom('2026-10-01', '2026-10-31', '2026-11-01', 'soon')),
  status: maybe(fc.constantFrom('active', 'active', 'active', 'inactive', 'error')),
  purchase_type: maybe(fc.constantFrom('spend_based', 'supplier_specific', 'other')),
  expense_type: maybe(fc.constantFrom('opex', 'capex', 'other')),
  quantity: maybe(amount),
  unit_id: maybe(fc.constantFrom('EUR', 'kg')),
  sector: maybe(manyWords),
  country: maybe(fc.constantFrom('SE', 'XX', 'Sweden')),
  supplier_id: maybe(manyWords),
  product_name: maybe(manyWords),
});

const day = fc.constantFrom('2026-09-30', '2026-10-01', '2026-10-31', '2026-11-01');
const emission = fc.record({
  product_name: word,
  period_id: word,
  type: maybe(word),
  status: maybe(word),
  start_date: maybe(day),
  end_date: maybe(day),
  quantity: maybe(amount),
});

describe('a report on Dcycle', () => {
  it('has totals that are the sums of their parts, and accounts for every row of the period', () => {
    fc.assert(
      fc.property(
        fc.array(purchase, { maxLength: 60 }),
        fc.array(emission, { maxLength: 20 }),
        (purchases, emissions) => {
          const findings = found('dcycle', { purchases, 'period-emissions': emissions });
          expectTotalsToBeSums(findings);
          const covered = findings.coverage.rows.filter(([dataset]) => dataset === 'Purchases');
          const outside = purchases.filter(({ purchase_date: date }) => date === '2026-11-01').length;
          expect(covered.reduce((sum, row) => sum + Number(row[2]), 0)).toBe(purchases.length - outside);
        },
      ),
    );
  });
});

const figure = maybe(fc.integer({ min: 0, max: 3e6 }).map((millionths) => millionths / 1e6));
const gases = ['co2', 'ch4', 'n2o', 'sum'];
const parts = [
  'total',
  'processing',
  'packaging',
  'flag.carbonRemovals',
  ...['flag', 'flag.landUseChange', 'flag.landManagementCO2'].flatMap((node) =>
    gases.map((gas) => `${node}.total.${gas}`),
  ),
];
const product = fc.record({
  footprint: fc
    .tuple(...parts.map(() => figure))
    .map((values) => Object.fromEntries(parts.map((part, at) => [part, values[at] ?? null]))),
  share: maybe(fc.integer({ min: 0, max: 10_000 })),
  volume: maybe(amount),
  categories: maybe(word),
  place: maybe(fc.constantFrom('SE', 'Sweden', 'Malmö')),
});

interface Product {
  readonly footprint: Row;
  readonly share: number | null;
  readonly volume: number | null;
  readonly categories: string | null;
  readonly place: string | null;
}

it('says unknown of supplier-specific data at Dcycle where no kind is known', () => {
  const bought = { co2e: 5, purchase_date: '2026-10-01', status: 'active' };
  const tile = (purchases: readonly Row[]) => found('dcycle', { purchases }).figures.at(-1);
  expect(tile([bought])).toMatchObject({ value: '', blank: 'unknown' });
  expect(tile([bought, { ...bought, purchase_type: 'spend_based' }])).toMatchObject({ value: '0' });
});

describe('a report on CarbonCloud', () => {
  const rowsOf = (products: readonly Product[], scale: number) => ({
    'resold-products': products.map(({ volume, categories, place }, id) => ({
      carbonsheet_id: `P${id}`,
      categories,
      productionLocation: place,
      'yearlySalesVolumes.2026': volume,
    })),
    footprints: products.map(({ footprint, share }, id) => ({
      ...footprint,
      id: `p${id}`,
      name: `Product ${id % 30}`,
      'pds.total.primary': share === null ? null : (share / 10_000) * scale,
      'pds.total.secondary': share === null ? null : (1 - share / 10_000) * scale,
    })),
  });

  it.each([1, 100, 7])('has totals that are the sums of their parts, with primary parts that add up to %i', (scale) => {
    fc.assert(
      fc.property(fc.array(product, { maxLength: 60 }), (products) => {
        const findings = found('carboncloud', rowsOf(products, scale));
        expectTotalsToBeSums(findings);
        expect(findings.coverage.rows.reduce((sum, row) => sum + Number(row[2]), 0)).toBe(products.length);
      }),
    );
  });

  it('counts data as unknown, and never as primary, where the parts add up to nothing known', () => {
    const whole = { footprint: { total: 2 }, share: 5000, volume: 10, categories: 'a', place: 'SE' };
    const kindOf = (scale: number) => {
      const findings = found('carboncloud', rowsOf([whole], scale));
      return findings.tables.find(({ id }) => id === 'kind')?.rows.map(([kind, sum]) => [kind, sum]);
    };
    expect(kindOf(1)).toEqual([
      ['primary', '10'],
      ['secondary', '10'],
      ['unknown', '0'],
    ]);
    expect(kindOf(100)).toEqual([
      ['primary', '10'],
      ['secondary', '10'],
      ['unknown', '0'],
    ]);
    expect(kindOf(2)).toEqual([
      ['primary', '10'],
      ['secondary', '10'],
      ['unknown', '0'],
    ]);
    expect(kindOf(7)).toEqual([
      ['primary', '0'],
      ['secondary', '0'],
      ['unknown', '20'],
    ]);
  });

  const readIn = (products: readonly (readonly [total: number, primary: number, secondary: number])[]) => {
    const { tables, figures, notes } = found('carboncloud', {
      'resold-products': products.map((_, id) => ({ carbonsheet_id: `P${id}`, 'yearlySalesVolumes.2026': 10 })),
      footprints: products.map(([total, primary, secondary], id) => ({
        id: `p${id}`,
        name: `Product ${id}`,
        total,
        'pds.total.primary': primary,
        'pds.total.secondary': secondary,
      })),
    });
    const kind = tables.find(({ id }) => id === 'kind');
    const [tile] = figures.filter(({ title }) => title === 'Primary data');
    return { split: kind?.rows.map(([, sum]) => sum), note: kind?.note, tile, notes };
  };

  it.each([
    ['add up to nothing', [5, 0.9, 0.9], '50'],
    ['are percentages amid shares', [5, 40, 60], '50'],
    ['are negative', [5, -1, 2], '50'],
    ['are there in part', [5, 0, 0], '50'],
  ] as const)(
    'counts a product as unknown alone whose parts %s, and keeps the split of the others',
    (_, odd, unknown) => {
      const { split, note, tile } = readIn([[2, 0.5, 0.5], odd, [4, 0.25, 0.75]]);
      expect(split).toEqual(['20', '40', unknown]);
      expect(tile).toMatchObject({ value: String(20 / 110), note: expect.stringContaining('45.5 %') });
      const names = odd[1] === 0 ? [] : ['1 product do', 'Product 1'];
      expect(names.every((name) => note?.includes(name))).toBe(true);
    },
  );

  it('says unknown, and not 0 %, where nothing is known, and names the products', () => {
    const odd = Array.from({ length: 7 }, (_, at) => [2 + at, 0.9, 0.9] as const);
    const { tile, split, note, notes } = readIn(odd);
    expect([tile?.value, tile?.blank, split?.slice(0, 2)]).toEqual(['', 'unknown', ['0', '0']]);
    const named =
      '7 products do not add up to a whole, and count as unknown: Product 0, Product 1, Product 2, Product 3, Product 4 and 2 more.';
    expect([tile?.note, note, notes.join(' ')].every((text) => text?.includes(named))).toBe(true);
  });

  it('takes no side where as many products speak for one reading as for another', () => {
    const { tile, split } = readIn([
      [2, 0.5, 0.5],
      [4, 50, 50],
    ]);
    expect([tile?.blank, split]).toEqual(['unknown', ['0', '0', '60']]);
    // A footprint of 1 fits shares and amounts alike.
    expect(readIn([[1, 0.25, 0.75]]).split).toEqual(['2.5', '7.5', '0']);
  });

  it('keeps removals beside the total', () => {
    const one = {
      footprint: { total: 2, 'flag.carbonRemovals': 0.5 },
      share: null,
      volume: 10,
      categories: 'a',
      place: 'SE',
    };
    const { figures } = found('carboncloud', rowsOf([one], 1));
    expect(figures.map(({ title, value }) => [title, value])).toEqual([
      ['Total of the year 2026', '20'],
      ['Sold in 2026', '10'],
      ['Primary data', ''],
      ['Carbon removals', '5'],
    ]);
  });
});
