// Every figure of a report on CarbonCloud, calculated a second time from the bodies that the service answered with, in the plainest way.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { writeReport } from '../../../src/pipeline/report/report.js';
import type { MonthlyReport } from '../../../src/report/monthly/report-model.js';
import { openImporting } from '../importing.js';
import { exact, Sums, shown, product as times } from './decimals.js';

const UNIT = 't CO2e (assumed)';
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null, freq: 5 });
/** In kg CO2e per kg. */
const figure = fc.integer({ min: 0, max: 3e6 }).map((millionths) => millionths / 1e6);

/** A part that is split by gas, one that is a single figure, or none. */
const part = maybe(
  fc.oneof(fc.record({ co2: maybe(figure), ch4: maybe(figure), n2o: maybe(figure), sum: maybe(figure) }), figure),
);
const footprint = fc.record({
  total: maybe(fc.oneof(figure, figure.map(String), fc.record({ sum: figure }))),
  updatedAt: fc.constant('2026-10-03T10:00:00.123456789Z'),
  processing: maybe(figure),
  packaging: maybe(figure),
  transportation: maybe(figure),
  storage: maybe(figure),
  other: maybe(figure),
  embeddedFossilCarbon: maybe(figure),
  flag: fc.record({
    carbonRemovals: maybe(figure),
    total: part,
    landUseChange: fc.record({ total: part }),
    landManagementCO2: fc.record({ total: part }),
    landManagementNonCO2: fc.record({ total: part }),
  }),
  share: maybe(fc.integer({ min: 0, max: 10_000 })),
});
type Footprint = typeof footprint extends fc.Arbitrary<infer T> ? T : never;
type Part = Footprint['flag']['total'];

const product = fc.record({
  volume: maybe(fc.integer({ min: 0, max: 5e7 }).map((kg) => kg / 1e3)),
  otherYear: fc.boolean(),
  categories: fc.subarray(['Drinks', '飲料', 'Bread; buns']),
  place: fc.constantFrom('SE', 'Sweden', 'Łódź', '=1+1'),
  /** Days of supplier periods, by supplier. */
  suppliers: fc.subarray(['in the year', 'before the year', 'open'] as const),
  name: fc.constantFrom('Oat drink', '<b>Rye</b>', 'خبز'),
  footprint: maybe(footprint),
  baseline: maybe(figure),
});
type Product = typeof product extends fc.Arbitrary<infer T> ? T : never;

/** What the parts of primary and secondary data are. */
type Scale = 'shares' | 'percentages' | 'amounts' | 'nothing known';
interface Account {
  readonly products: readonly Product[];
  readonly scale: Scale;
}

const idOf = (kind: number, number: number): string =>
  `0000000${kind}-0000-4000-8000-${String(number).padStart(12, '0')}`;
const numberOf = (id: string): number => Number(id.slice(-12));
const PERIODS = {
  'in the year': { supplier: 'Skåne Oats', validFrom: '2026-03-01', validTo: '2026-05-31' },
  'before the year': { supplier: 'Gone Ltd', validFrom: '2024-01-01', validTo: '2025-12-31' },
  open: { supplier: 'Always AB', validFrom: '2026-06-01', validTo: null },
} as const;
const SUPPLIERS = ['Skåne Oats', 'Gone Ltd', 'Always AB'];

const sumOf = (one: Part | { readonly sum: number } | string | undefined): number | undefined =>
  typeof one === 'object' && one !== null
    ? (one.sum ?? undefined)
    : one === null || one === undefined
      ? undefined
      : Number(one);

/** Both parts, in thousandths of the whole that does not lose a digit. */
function sharesOf(one: Footprint, scale: Scale): { readonly primary: number; readonly secondary: number } | undefined {
  const total = sumOf(one.total);
  if (one.share === null || total === undefined) return undefined;
  const [amount, seven] = [exact(total), exact(7)];
  const whole = { shares: exact(1), percentages: exact(100), amounts: amount, 'nothing known': seven + amount }[scale];
  const primary = times(whole, exact(one.share / 10_000));
  return { primary: Number(shown(primary)), secondary: Number(shown(whole - primary)) };
}

async function reportOn({ products, scale }: Account): Promise<MonthlyReport> {
  const footprintOf = (one: Footprint): object => {
    const { share: _, ...rest } = one;
    const parts = sharesOf(one, scale);
    return { ...rest, pds: parts ? { total: parts } : {} };
  };
  const answered = (asked: unknown, value: (one: Product) => unknown): unknown =>
    (asked as { productId: string }[]).flatMap(({ productId }) => {
      const one = products[numberOf(productId)];
      const found = one && value(one);
      return found === undefined || found === null ? [] : [{ productId, footprint: found }];
    });
  const at = await openImporting({
    holdings: {
      suppliers: SUPPLIERS.map((name, number) => ({ id: idOf(4, number), name })),
      resoldProducts: products.map((one, number) => ({
        id: idOf(5, number),
        name: one.name,
        customId: `F-${number}`,
        categories: one.categories,
        productionLocation: one.place,
        pickUpLocation: 'SE',
        shipToLocation: 'SE',
        yearlySalesVolumes: {
          ...(one.volume === null ? {} : { 2026: one.volume }),
          ...(one.otherYear ? { 2025: 1 } : {}),
        },
        suppliers: one.suppliers.map((kind, place) => {
          const { supplier, ...days } = PERIODS[kind];
          return { id: idOf(6, number * 10 + place), supplierId: idOf(4, SUPPLIERS.indexOf(supplier)), ...days };
        }),
      })),
    },
    fault: ({ path, method }) => {
      if (method === 'POST' && path === '/resold-products/footprints')
        return {
          kind: 'rewritten',
          change: (asked) => answered(asked, ({ footprint: one }) => one && footprintOf(one)),
        };
      if (method === 'POST' && path === '/resold-products/footprint-baselines')
        return {
          kind: 'rewritten',
          change: (asked) => answered(asked, ({ baseline }) => (baseline === null ? null : { total: baseline })),
        };
      return undefined;
    },
  });
  const asked = {
    provider: 'carboncloud',
    quarter: '2026-Q3',
    html: at.path('r.html'),
    runsDir: at.path('runs'),
  } as const;
  return (await writeReport(asked, at.tools)).report;
}

const PLACES: Readonly<Record<string, string>> = { SE: 'SE Sweden', Sweden: 'SE Sweden' };
const FLAG = [
  ['landUseChange', 'FLAG: land use change (dLUC)'],
  ['landManagementCO2', 'FLAG: land management, CO2'],
  ['landManagementNonCO2', 'FLAG: land management, other gases'],
] as const;
const STAGES = ['processing', 'packaging', 'transportation', 'storage', 'other'] as const;
const GASES = [
  ['co2', 'CO2 (FLAG)'],
  ['ch4', 'CH4 (FLAG)'],
  ['n2o', 'N2O (FLAG)'],
] as const;
const names = ['category', 'country', 'supplier', 'product', 'land', 'flag', 'gas'] as const;

function expected({ products, scale }: Account) {
  const sums = Object.fromEntries(names.map((name) => [name, new Sums()])) as Record<(typeof names)[number], Sums>;
  const [coverage, apart, kinds, volumes] = [new Sums(), new Sums(), new Sums(), new Sums()];
  const compared = { count: 0, footprint: 0n, baseline: 0n };
  const intensities: number[] = [];
  const unsold: string[] = [];
  const reading = products.some((one) => {
    const parts = one.footprint && one.volume !== null ? sharesOf(one.footprint, scale) : undefined;
    return parts !== undefined && parts.primary + parts.secondary > 0;
  })
    ? scale
    : 'nothing known';
  products.forEach((one, number) => {
    const total = one.footprint ? sumOf(one.footprint.total) : undefined;
    if (total !== undefined) intensities.push(total);
    if (!one.footprint || total === undefined) {
      coverage.add(one.footprint ? 'the footprint is no number' : 'not calculated yet', 0n);
      return;
    }
    if (one.volume === null) {
      coverage.add('no sales volume for 2026', 0n);
      unsold.push(`${one.name} F-${number}`);
      return;
    }
    coverage.add('counted', 0n);
    const sold = exact(one.volume);
    const whole = times(sold, exact(total));
    volumes.add('', sold);
    sums.category.add(one.categories.join('; ') || '(not given)', whole);
    sums.country.add(PLACES[one.place] ?? one.place, whole);
    const inYear = one.suppliers.filter((kind) => kind !== 'before the year').map((kind) => PERIODS[kind].supplier);
    sums.supplier.add(inYear.sort().join('; ') || '(not given)', whole);
    sums.product.add(`${one.name} (F-${number})`, whole);

    const amountOf = (value: number | undefined) => (value === undefined ? undefined : times(sold, exact(value)));
    const { flag } = one.footprint;
    const flagWhole = amountOf(sumOf(flag.total));
    if (flagWhole === undefined) sums.land.add('Not split by CarbonCloud', whole);
    else {
      sums.land.add('FLAG', flagWhole);
      sums.land.add('Non-FLAG', whole - flagWhole);
    }
    let split = 0n;
    for (const [node, label] of FLAG) {
      const amount = amountOf(sumOf(flag[node].total));
      if (amount !== undefined) sums.flag.add(label, amount);
      split += amount ?? 0n;
    }
    if (flagWhole !== undefined) sums.flag.add('FLAG: not split', flagWhole - split);
    let left = whole - (flagWhole ?? split);
    for (const stage of STAGES) {
      const amount = amountOf(one.footprint[stage] ?? undefined);
      if (amount !== undefined) sums.flag.add(`Non-FLAG: ${stage}`, amount);
      left -= amount ?? 0n;
    }
    sums.flag.add('Not split by CarbonCloud', left);
    let rest = whole;
    for (const [gas, label] of GASES) {
      const amount = amountOf((typeof flag.total === 'object' && flag.total?.[gas]) || undefined);
      if (amount !== undefined) sums.gas.add(label, amount);
      rest -= amount ?? 0n;
    }
    sums.gas.add('Not split by gas', rest);

    const parts = sharesOf(one.footprint, scale);
    const isSplit = parts !== undefined && parts.primary + parts.secondary > 0 && reading !== 'nothing known';
    const factor = { shares: total, percentages: total / 100, amounts: 1, 'nothing known': 0 }[scale];
    const primary = isSplit
      ? scale === 'percentages'
        ? times(times(times(sold, exact(total)), exact(parts.primary)), exact('0.01'))
        : times(times(sold, exact(factor)), exact(parts.primary))
      : 0n;
    kinds.add('primary', primary);
    kinds.add('secondary', isSplit ? whole - primary : 0n);
    kinds.add('unknown', isSplit ? 0n : whole);

    const removals = amountOf(flag.carbonRemovals ?? undefined);
    const held = amountOf(one.footprint.embeddedFossilCarbon ?? undefined);
    if (removals !== undefined) apart.add('FLAG carbon removals', removals);
    if (held !== undefined) apart.add('Embedded fossil carbon', held);
    if (one.baseline !== null) {
      compared.count += 1;
      compared.footprint += whole;
      compared.baseline += times(sold, exact(one.baseline));
    }
  });
  return { sums, coverage, apart, kinds, volumes, compared, intensities, unsold, reading };
}

it.each(['shares', 'percentages', 'amounts', 'nothing known'] as const)(
  'has the figures of what the service holds, with primary data as %s, each calculated twice',
  async (scale) => {
    await fc.assert(
      fc.asyncProperty(fc.array(product, { maxLength: 24 }), async (products) => {
        const account = { products, scale };
        const report = await reportOn(account);
        const { sums, coverage, apart, kinds, volumes, compared, intensities, unsold, reading } = expected(account);
        const tableOf = (id: string) => report.tables.find((table) => table.id === id);
        const count = volumes.counted()['']?.[0] ?? '0';
        const total = sums.category.total();
        const none = count === '0';

        for (const name of ['category', 'country', 'supplier', 'product'] as const) {
          const lines = (tableOf(name)?.rows ?? []).map(([label, products_, amount]) => [label, [products_, amount]]);
          expect([name, Object.fromEntries(lines)]).toEqual([name, sums[name].counted()]);
          expect(tableOf(name)?.total?.slice(1, 3)).toEqual(none ? undefined : [count, shown(total)]);
        }
        for (const name of ['land', 'flag', 'gas'] as const) {
          const lines = (tableOf(name)?.rows ?? []).filter(([, amount]) => amount !== '0');
          expect([name, Object.fromEntries(lines.map(([label, amount]) => [label, amount]))]).toEqual([
            name,
            sums[name].sums(),
          ]);
        }
        for (const { id, columns, rows, total: line } of report.tables) {
          const place = columns.findIndex(({ title }) => title === 'Emissions');
          if (line === undefined) continue;
          expect([id, line[place], shown(rows.reduce((sum, row) => sum + exact(row[place] ?? ''), 0n))]).toEqual([
            id,
            shown(total),
            shown(total),
          ]);
        }
        const kindLines = Object.fromEntries((tableOf('kind')?.rows ?? []).map(([kind, amount]) => [kind, amount]));
        const kindSums = Object.fromEntries(Object.entries(kinds.counted()).map(([kind, [, sum]]) => [kind, sum]));
        expect(kindLines).toEqual(kindSums);

        const removals = apart.counted()['FLAG carbon removals'];
        expect(report.figures.map(({ title, value, unit }) => [title, value, unit])).toEqual([
          ['Total of the year 2026', none ? '' : shown(total), UNIT],
          ['Sold in 2026', none ? '' : shown(volumes.total()), 't'],
          [
            'Primary data',
            total === 0n || reading === 'nothing known' ? '' : String(Number(kindSums.primary) / Number(shown(total))),
            '',
          ],
          ['Carbon removals', removals?.[1] ?? '', UNIT],
        ]);
        const apartLines = (tableOf('apart')?.rows ?? []).map(([what, products_, amount]) => [
          what,
          [products_, amount],
        ]);
        const ofApart = ['FLAG carbon removals', 'Embedded fossil carbon'].map((what) => [
          what,
          apart.counted()[what] ?? ['0', ''],
        ]);
        expect(apartLines).toEqual(none ? [] : ofApart);
        const beside = (tableOf('baseline')?.rows ?? []).map(([, amount]) => amount);
        const differ = [compared.footprint, compared.baseline, compared.footprint - compared.baseline].map(shown);
        expect(beside).toEqual(compared.count === 0 ? [] : differ);

        const covered = report.coverage.rows.map(([, state, rows]) => [state, rows]);
        const states = Object.entries(coverage.counted()).map(([state, [rows]]) => [state, rows]);
        expect(Object.fromEntries(covered)).toEqual(Object.fromEntries(states));
        const named = report.missing.find(({ title }) => title === 'Footprints: no sales volume for 2026')?.rows ?? [];
        expect(named.map(([name, number]) => `${name} ${number}`).sort()).toEqual(unsold.sort());

        const [spread] = tableOf('intensities')?.rows ?? [];
        const sorted = intensities.sort((one, other) => one - other);
        expect(spread?.slice(2, 4) ?? []).toEqual(
          sorted.length === 0 ? [] : [String(sorted.length), shown(exact(sorted[0] ?? 0))],
        );
        expect(spread?.[5]).toBe(sorted.length === 0 ? undefined : shown(exact(sorted.at(-1) ?? 0)));
      }),
      { numRuns: 8 },
    );
  },
);
