// Whatever a service holds, and however it changes: the bridge of a report leads from the total of its period in the earlier report to
// the total that the report shows, and its parts are the difference.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import type { ProviderName } from '../../../src/datasets/dataset.js';
import { exportableNamed } from '../../../src/datasets/index.js';
import type { RunRow } from '../../../src/ledger/ledger.js';
import { type AskedPeriod, askedPeriod } from '../../../src/pipeline/report/asked-period.js';
import { keepFigures } from '../../../src/pipeline/report/kept-figures.js';
import { reportBridge } from '../../../src/pipeline/report/report-bridge.js';
import { collectorFor } from '../../../src/report/monthly/collect.js';
import type { Row } from '../../../src/report/monthly/collector.js';
import type { Findings, ReportTable } from '../../../src/report/monthly/report-model.js';
import { exact, shown } from './decimals.js';

type Held = Readonly<Record<string, readonly Row[]>>;

/** What a report of a period shows of what is held, and what it keeps in the folder. */
async function reported(provider: ProviderName, asked: AskedPeriod, held: Held, folder: string): Promise<Findings> {
  const collector = collectorFor(provider)(askedPeriod(asked));
  const figures = await keepFigures(folder, collector.bridged.scope);
  for (const { name, see, bridged } of collector.datasets) {
    const keep = bridged && figures.of(await exportableNamed(name), bridged);
    for (const row of held[name] ?? []) {
      see(row);
      await keep?.(row);
    }
  }
  await figures.close();
  return collector.findings();
}

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'carbonsheet-bridge-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

interface Bridged {
  readonly before: Findings;
  readonly after: Findings;
  readonly tables: readonly ReportTable[];
}

/** Two reports, the first perhaps of another period, and the bridge between them; `before` is what it would have shown of the second. */
async function bridged(
  provider: ProviderName,
  asked: AskedPeriod,
  earlier: AskedPeriod,
  held: readonly [Held, Held],
): Promise<Bridged> {
  const [first, second, scratch] = [await temporaryFolder(), await temporaryFolder(), await temporaryFolder()];
  await reported(provider, earlier, held[0], first);
  const before = await reported(provider, asked, held[0], scratch);
  const after = await reported(provider, asked, held[1], second);
  const request = { provider, ...earlier, runsDir: 'runs' };
  const run = { id: 'R', folder: first, request, startedAt: '2026-11-01T00:00:00.000Z' } as unknown as RunRow;
  const period = askedPeriod(asked);
  const tables = await reportBridge(run, second, period, collectorFor(provider)(period).bridged);
  return { before, after, tables };
}

/** The bridge begins with one headline, ends with the other, and its parts are the difference. */
function expectExplained({ before, after, tables }: Bridged, id: string, column: number): void {
  const { rows, total } = tables.find((table) => table.id === id) ?? { rows: [] };
  const [[was, now] = []] = [[before, after].map(({ figures }) => figures[0]?.value || '0')];
  const [first, ...parts] = rows.map((cells) => cells[column] ?? '');
  const sum = parts.reduce((all, part) => all + exact(part), 0n);
  expect([first, total?.[column], shown(sum)]).toEqual([was, now, shown(exact(now ?? '') - exact(was ?? ''))]);
}

const periods: readonly AskedPeriod[] = [
  { month: '2026-02' },
  { month: '2024-02' },
  { quarter: '2026-Q1' },
  { quarter: '2025-Q4', fiscalStart: 2 },
  { year: '2026' },
  { year: '2025', fiscalStart: 4 },
];
const asked = fc.constantFrom(...periods);

const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null, freq: 5 });
const figure = maybe(
  fc.oneof(
    fc.integer({ min: -9e8, max: 9e8 }).map((millionths) => millionths / 1e6),
    fc.constantFrom(0, 0.000001, 1e9),
  ),
);
const day = fc.constantFrom(
  ...['2024-02-01', '2024-02-29', '2025-04-01', '2025-12-31', '2026-01-01', '2026-01-31', '2026-02-01', '2026-02-15'],
  ...['2026-02-28', '2026-03-01', '2026-03-31', '2026-12-31', '2027-01-31'],
);
const word = fc.constantFrom('a', 'b');

type Numbered<T> = T & { readonly number: number };

/** Rows before and after: most stay, some are new, gone or changed. */
function sides<T extends Row>(
  of: fc.Arbitrary<T>,
): fc.Arbitrary<readonly [readonly Numbered<T>[], readonly Numbered<T>[]]> {
  const pair = fc.oneof(
    of.map((row) => [row, row] as const),
    fc.tuple(of, of),
    of.map((row) => [row, undefined] as const),
    of.map((row) => [undefined, row] as const),
  );
  const rowsOf = (list: readonly (readonly [T | undefined, T | undefined])[], side: 0 | 1) =>
    list.flatMap((one, number) => {
      const row = one[side];
      return row === undefined ? [] : [{ ...row, number }];
    });
  return fc.array(pair, { maxLength: 14 }).map((list) => [rowsOf(list, 0), rowsOf(list, 1)] as const);
}

const purchase = fc.record({
  co2e: figure,
  quantity: fc.integer({ min: 1, max: 2 }),
  unit_id: fc.constant('EUR'),
  product_name: word,
  purchase_date: maybe(fc.oneof(day, fc.constant('soon'))),
  status: fc.constantFrom('active', 'active', 'active', 'inactive'),
});
const emission = fc.record({
  product_name: word,
  type: word,
  days: fc.tuple(maybe(day), maybe(day)),
  quantity: figure,
  status: fc.constantFrom('active', 'active', 'active', 'pending'),
});

it('explains the total of Dcycle, whichever period the earlier report was of', async () => {
  const emissions = sides(
    emission.map(({ days: [start_date, end_date], ...row }) => ({ ...row, start_date, end_date })),
  );
  const rows = fc.tuple(sides(purchase), emissions);
  await fc.assert(
    fc.asyncProperty(asked, asked, rows, async (now, earlier, [bought, sold]) => {
      const heldOn = (side: 0 | 1): Held => ({
        purchases: bought[side].map(({ number, ...row }) => ({ ...row, carbonsheet_id: `P${number}` })),
        'period-emissions': sold[side].map(({ number, ...row }) => ({
          ...row,
          product_id: 'S',
          period_id: `${number}`,
        })),
      });
      expectExplained(await bridged('dcycle', now, earlier, [heldOn(0), heldOn(1)]), 'bridge', 2);
    }),
    { numRuns: 60 },
  );
});

const product = fc.record({ volume: figure, total: figure, name: word });

it('explains the total of CarbonCloud', async () => {
  await fc.assert(
    fc.asyncProperty(asked, sides(product), async (now, products) => {
      const year = collectorFor('carboncloud')(askedPeriod(now)).bridged.scope;
      const heldOn = (side: 0 | 1): Held => ({
        'resold-products': products[side].map(({ number, volume }) => ({
          carbonsheet_id: `p${number}`,
          [`yearlySalesVolumes.${year}`]: volume,
        })),
        footprints: products[side].map(({ number, total, name }) => ({ id: `P${number}`, name, total })),
      });
      expectExplained(await bridged('carboncloud', now, now, [heldOn(0), heldOn(1)]), 'bridge', 2);
    }),
    { numRuns: 60 },
  );
});

const shoe = fc.record({ A1_A3: maybe(fc.constantFrom('1.5', '2')), startDate: maybe(day), endDate: maybe(day) });

it('explains the number of products of Variable, in whatever order their rows come', async () => {
  const indicators = ['GWP-fossil', 'GWP-luluc', 'AP'];
  await fc.assert(
    fc.asyncProperty(asked, asked, sides(shoe), async (now, earlier, products) => {
      const heldOn = (side: 0 | 1): Held => ({
        'product-impacts': products[side].flatMap(({ number, ...row }) => {
          const codes = side === 0 ? indicators : [...indicators].reverse();
          return codes.map((indicator) => ({ ...row, uuid: `v${number}`, indicator, indicatorUnit: 'kg', unit: 'kg' }));
        }),
      });
      expectExplained(await bridged('variable', now, earlier, [heldOn(0), heldOn(1)]), 'bridge-things', 1);
    }),
    { numRuns: 40 },
  );
});

const kept = { carbonsheet_id: 'a', product_name: 'Steel', quantity: 1, unit_id: 'EUR', status: 'active', co2e: 1000 };
const ofFebruary = async (before: Row, after: Row) =>
  (
    await bridged('dcycle', { month: '2026-02' }, { month: '2026-01' }, [
      { purchases: [before] },
      { purchases: [after] },
    ])
  ).tables;

it.each([
  ['in', '2026-01-31', '2026-02-01', '1'],
  ['out', '2026-02-28', '2026-03-01', '-1'],
])('counts a row that moved %s as moved', async (_, from, to, change) => {
  const [bridge, , largest] = await ofFebruary({ ...kept, purchase_date: from }, { ...kept, purchase_date: to });
  const moved = 'Moved into or out of the period';
  expect(bridge?.rows.find(([part]) => part === moved)?.slice(1, 3)).toEqual(['1', change]);
  expect(largest?.rows.map(([row, part]) => [row, part])).toEqual([['Steel', moved]]);
});

it('counts a row that moved within the period as edited, and leaves out what is not of the period', async () => {
  const within = await ofFebruary(
    { ...kept, purchase_date: '2026-02-01' },
    { ...kept, purchase_date: '2026-02-02', co2e: 1500 },
  );
  expect(within[0]?.rows.map(([part, rows, change]) => [part, rows, change])).toContainEqual([
    'Edited inputs',
    '1',
    '0.5',
  ]);
  const elsewhere = await ofFebruary(
    { ...kept, purchase_date: '2026-01-01' },
    { ...kept, purchase_date: '2026-03-02' },
  );
  expect(elsewhere[0]?.rows.every(([, rows]) => rows === '0')).toBe(true);
  expect(elsewhere[1]?.rows.map(([period]) => period)).toEqual(['2026-01', '2026-03']);
});

it('says which period it is about, and of which the earlier report was', async () => {
  const row = { ...kept, purchase_date: '2026-02-01' };
  const [bridge] = await ofFebruary(row, row);
  expect(bridge?.note).toContain('About February 2026. The earlier report was of another period');
  expect(bridge?.note).toContain('the report of January 2026, read on 2026-11-01 (run R)');
});
