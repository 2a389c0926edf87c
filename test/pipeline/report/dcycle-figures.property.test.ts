// Every figure of a report on Dcycle, calculated a second time from the bodies that the service answered with, in the plainest way.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { writeReport } from '../../../src/pipeline/report/report.js';
import type { MonthlyReport } from '../../../src/report/monthly/report-model.js';
import { openImporting } from '../importing.js';
import { exact, product, Sums, shown } from './decimals.js';

const KG_AS_TONNES = exact('0.001');
const tonnes = (kg: number | string): bigint => product(exact(kg), KG_AS_TONNES);

const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null, freq: 6 });
/** As services write amounts: with a few decimals, tiny and huge, and now and then as text. */
const kg = fc.oneof(
  fc.integer({ min: 0, max: 9e8 }).map((thousandths) => thousandths / 1e3),
  fc.integer({ min: 1, max: 9e6 }).map((millionths) => millionths / 1e6),
  fc.constantFrom(0, 0.000001, 123456789.25, '12.50', '0.1'),
);

const purchase = fc.record({
  co2e: maybe(kg),
  purchase_date: maybe(
    fc.constantFrom(
      '2026-09-30',
      '2026-10-01',
      '2026-10-07',
      '2026-10-31',
      '2026-10-31T23:59:59Z',
      '2026-11-01',
      'soon',
    ),
  ),
  status: maybe(
    fc.constantFrom('active', 'active', 'active', 'active', 'pending', 'in_progress', 'in_review', 'inactive', 'error'),
  ),
  purchase_type: maybe(fc.constantFrom('spend_based', 'supplier_specific')),
  expense_type: maybe(fc.constantFrom('opex', 'capex', 'services')),
  quantity: maybe(
    fc.oneof(
      fc.integer({ min: 0, max: 1e7 }).map((cents) => cents / 100),
      fc.constant('99.95'),
    ),
  ),
  unit_id: maybe(fc.constantFrom('EUR', 'SEK', 'USD', 'kg')),
  sector: maybe(fc.constantFrom('Manufacturing', 'Retail trade', 'IT & <services>')),
  country: maybe(fc.constantFrom('SE', 'ES', 'Atlantis')),
  supplier_id: maybe(fc.constantFrom('=cmd|calc', '供应商', 'شركة', 'SUP-1')),
  product_name: maybe(fc.constantFrom('Steel', 'Paper', 'Laptops')),
});
type Purchase = typeof purchase extends fc.Arbitrary<infer T> ? T : never;

const emission = fc.record({
  type: fc.constantFrom('use_phase', 'end_of_life'),
  status: maybe(fc.constantFrom('active', 'active', 'pending', 'done')),
  quantity: maybe(kg),
});
const day = fc.constantFrom('2026-09-30', '2026-10-01', '2026-10-20', '2026-10-31', '2026-11-01');
const salesPeriod = fc.record({
  days: fc.tuple(day, day).map((days) => [...days].sort()),
  emissions: fc.array(emission, { maxLength: 3 }),
});
const soldProduct = fc.record({
  product_name: fc.constantFrom('Mixer', 'Kettle'),
  periods: fc.array(salesPeriod, { maxLength: 3 }),
});
type SoldProduct = typeof soldProduct extends fc.Arbitrary<infer T> ? T : never;

interface Account {
  readonly purchases: readonly Purchase[];
  readonly products: readonly SoldProduct[];
}

const idOf = (kind: number, number: number): string =>
  `0000000${kind}-0000-4000-8000-${String(number).padStart(12, '0')}`;
const periodId = (product: number, period: number): string => idOf(3, product * 10 + period);

/** The report on what the service answers. */
async function reportOn({ purchases, products }: Account): Promise<MonthlyReport> {
  const emissionsBy = new Map(
    products.flatMap(({ periods }, at) =>
      periods.map(({ emissions }, place) => [periodId(at, place), emissions] as const),
    ),
  );
  const at = await openImporting({
    holdings: {
      purchases: purchases.map((_, number) => ({ id: idOf(1, number) })),
      soldProducts: products.map(({ product_name, periods }, number) => ({
        product_id: idOf(2, number),
        product_name,
        periods: periods.map(({ days: [start_date, end_date] }, place) => ({
          id: periodId(number, place),
          start_date,
          end_date,
        })),
      })),
    },
    fault: ({ path }) => {
      if (path === '/v1/purchases')
        return {
          kind: 'rewritten',
          change: (page) => ({
            ...(page as object),
            items: (page as { items: { id: string }[] }).items.map((held) => ({
              ...held,
              ...purchases[Number(held.id.slice(-12))],
            })),
          }),
        };
      const [, period = ''] = /periods\/([^/]+)\/emissions$/.exec(path) ?? [];
      return emissionsBy.has(period) ? { kind: 'rewritten', change: () => emissionsBy.get(period) } : undefined;
    },
  });
  const asked = { provider: 'dcycle', month: '2026-10', html: at.path('r.html'), runsDir: at.path('runs') } as const;
  return (await writeReport(asked, at.tools)).report;
}

const CATEGORIES: Readonly<Record<string, string>> = {
  opex: "Purchased goods and services (Dcycle's category 1, opex)",
  capex: "Capital goods (Dcycle's category 2, capex)",
};
const COUNTRIES: Readonly<Record<string, string>> = { SE: 'SE Sweden', ES: 'ES Spain' };
const KINDS: Readonly<Record<string, string>> = { spend_based: 'spend-based', supplier_specific: 'supplier-specific' };
const SOLD = '(sold products)';
const given = (text: string | null): string => text ?? '(not given)';
const dimensions = ['category', 'kind', 'month', 'sector', 'country', 'supplier', 'product'] as const;

/** What the report has to say. */
function expected({ purchases, products }: Account) {
  const sums = Object.fromEntries(dimensions.map((name) => [name, new Sums()])) as Record<
    (typeof dimensions)[number],
    Sums
  >;
  const coverage = new Sums();
  const [bought, sold] = [new Sums(), new Sums()];
  const quantities = new Map<string, { count: number; quantity: bigint; measured: number; emissions: bigint }>();
  const add = (amount: bigint, labels: Record<(typeof dimensions)[number], string>) => {
    for (const name of dimensions) sums[name].add(labels[name], amount);
  };
  for (const one of purchases) {
    const date = one.purchase_date === 'soon' ? undefined : one.purchase_date?.slice(0, 10);
    if (date === undefined) coverage.add('Purchases: no day of purchase: in no period', 0n);
    if (date === undefined || !date.startsWith('2026-10')) continue;
    if (one.co2e === null) {
      const why = one.status === 'error' ? 'the service could not calculate it' : 'not calculated yet';
      coverage.add(`Purchases: ${why}`, 0n);
    } else if (one.status !== 'active') {
      const why = `status ${one.status ?? 'not given'}: Dcycle counts active purchases`;
      coverage.add(`Purchases: ${why}`, tonnes(Number(one.co2e)));
    } else {
      coverage.add('Purchases: counted', 0n);
      const amount = tonnes(Number(one.co2e));
      const kind = KINDS[one.purchase_type ?? ''] ?? 'unknown';
      bought.add('', amount);
      add(amount, {
        category: CATEGORIES[one.expense_type ?? ''] ?? given(one.expense_type),
        kind,
        month: '2026-10',
        sector: given(one.sector),
        country: COUNTRIES[one.country ?? ''] ?? given(one.country),
        supplier: given(one.supplier_id),
        product: given(one.product_name),
      });
      const key = `${given(one.unit_id)}, ${kind}`;
      const known = quantities.get(key) ?? { count: 0, quantity: 0n, measured: 0, emissions: 0n };
      quantities.set(key, {
        count: known.count + 1,
        quantity: known.quantity + exact(Number(one.quantity ?? 0)),
        measured: known.measured + (one.quantity === null ? 0 : 1),
        emissions: known.emissions + amount,
      });
    }
  }
  for (const { product_name, periods } of products) {
    let within = 0;
    for (const { days, emissions } of periods) {
      const [start = '', end = ''] = days;
      if (end < '2026-10-01' || start > '2026-10-31') continue;
      within += 1;
      if (emissions.length === 0) coverage.add('Sales periods: no emissions yet', 0n);
      for (const { type, status, quantity } of emissions) {
        const name = 'Period emissions';
        const unfinished = `${name}: status ${status}: not finished, or not counted by Dcycle (assumed)`;
        if (quantity === null) coverage.add(`${name}: no figure yet (status ${status ?? 'not given'})`, 0n);
        else if (status === 'pending') coverage.add(unfinished, tonnes(Number(quantity)));
        else if (start < '2026-10-01' || end > '2026-10-31')
          coverage.add(`${name}: the sales period reaches beyond the period of the report`, tonnes(Number(quantity)));
        else {
          coverage.add(`${name}: counted`, 0n);
          const amount = tonnes(Number(quantity));
          sold.add('', amount);
          const labels = { sector: SOLD, country: SOLD, supplier: SOLD, product: product_name };
          add(amount, { category: `Sold products: ${type}`, kind: 'unknown', month: '2026-10', ...labels });
        }
      }
    }
    if (within === 0) coverage.add('Sold products: no sales period in the period', 0n);
  }
  return { sums, coverage, bought, sold, quantities };
}

it('has the figures of what the service holds, each calculated twice', async () => {
  const account = fc.record({
    purchases: fc.array(purchase, { maxLength: 80 }),
    products: fc.array(soldProduct, { maxLength: 5 }),
  });
  await fc.assert(
    fc.asyncProperty(account, async (held) => {
      const report = await reportOn(held);
      const { sums, coverage, bought, sold, quantities } = expected(held);
      const lines = Object.fromEntries(
        report.tables
          .filter(({ id }) => id !== 'quantities')
          .map(({ id, rows }) => [
            id,
            Object.fromEntries(rows.map(([label, count, amount]) => [label, [count, amount]])),
          ]),
      );
      const counted = Object.fromEntries(
        dimensions
          .map((name) => [name, sums[name].counted()] as const)
          .filter(([, all]) => Object.keys(all).length > 0),
      );
      expect(lines).toEqual(counted);

      const total = bought.total() + sold.total();
      const known = (of: Sums): string => of.counted()['']?.[1] ?? '';
      const hasAny = known(bought) + known(sold) !== '';
      expect(report.figures.slice(0, 3).map(({ title, value, unit }) => [title, value, unit])).toEqual([
        ['Total', hasAny ? shown(total) : '', 't CO2e'],
        ['Purchases', known(bought), 't CO2e'],
        ['Sold products', known(sold), 't CO2e'],
      ]);
      for (const table of report.tables.filter(({ total: line }) => line !== undefined)) {
        const place = table.columns.findIndex(({ title }) => title === 'Emissions');
        const whole = table.id === 'quantities' ? bought.total() : total;
        expect([table.id, table.total?.[place]]).toEqual([table.id, shown(whole)]);
        expect([table.id, shown(table.rows.reduce((sum, row) => sum + exact(row[place] ?? ''), 0n))]).toEqual([
          table.id,
          shown(whole),
        ]);
      }
      const specific = exact(sums.kind.counted()['supplier-specific']?.[1] ?? '0');
      const isUnknown = Object.keys(sums.kind.counted()).every((kind) => kind === 'unknown');
      const share = total === 0n || isUnknown ? '' : String(Number(shown(specific)) / Number(shown(total)));
      expect(report.figures[3]?.value).toBe(share);

      const covered = report.coverage.rows.map(([dataset, state, count, amount]) => {
        return [`${dataset}: ${state}`, [count, amount === '' ? '0' : amount]];
      });
      expect(Object.fromEntries(covered)).toEqual(coverage.counted());
      const missing = report.missing.map(({ title, rows }) => [title, String(rows.length)]);
      const gaps = Object.entries(coverage.counted()).filter(([state]) => !state.endsWith(': counted'));
      expect(Object.fromEntries(missing)).toEqual(Object.fromEntries(gaps.map(([state, [count]]) => [state, count])));

      const units = report.tables.find(({ id }) => id === 'quantities')?.rows ?? [];
      expect(Object.fromEntries(units.map(([unit, kind, ...cells]) => [`${unit}, ${kind}`, cells]))).toEqual(
        Object.fromEntries(
          [...quantities].map(([key, { count, quantity, measured, emissions }]) => [
            key,
            [String(count), measured === 0 ? '' : shown(quantity), shown(emissions)],
          ]),
        ),
      );
      expect(report.tables.find(({ id }) => id === 'quantities')?.total?.[3] ?? '').toBe('');
    }),
    { numRuns: 12 },
  );
});
