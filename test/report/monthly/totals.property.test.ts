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
      ['Primary data', '0'],
      ['Carbon removals', '5'],
    ]);
  });
});
