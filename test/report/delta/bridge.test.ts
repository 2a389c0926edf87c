// The bridge between two exports: its parts add up to the difference, to the last decimal, in the whole and in each period.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bridge, BridgeSums, type MeasureBridge } from '../../../src/report/delta/bridge.js';
import type { ComparableRow, Measure, RowChange } from '../../../src/report/delta/comparable.js';
import { compareRows } from '../../../src/report/delta/compare-rows.js';

const co2e: Measure = { key: 'co2e', title: 'Emissions', unit: 'kg CO2e', adds: true };
const total: Measure = { key: 'total', title: 'Total', unit: 'kg CO2e per kg', adds: false };

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

async function bridgeOf(
  before: readonly ComparableRow[],
  after: readonly ComparableRow[],
  measure = co2e,
  flag = '5',
): Promise<{ bridge: Bridge; changes: readonly RowChange[] }> {
  const sums = new BridgeSums(flag);
  const changes: RowChange[] = [];
  for await (const change of compareRows(each(before), each(after))) {
    changes.push(change);
    sums.see(change, () => measure);
  }
  return { bridge: sums.end([measure]), changes };
}

function row(key: string, figure: string | undefined, more: Partial<ComparableRow> = {}): ComparableRow {
  const figures = figure === undefined ? {} : { co2e: figure };
  return { key, label: key, period: '2025-03', inputs: 'same', figures, ...more };
}

async function only(
  before: readonly ComparableRow[],
  after: readonly ComparableRow[],
  flag?: string,
): Promise<MeasureBridge> {
  const [measure] = (await bridgeOf(before, after, co2e, flag)).bridge.measures;
  if (!measure?.adds) throw new Error('no bridge');
  return measure;
}

const decimals = fc
  .record({ units: fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), places: fc.integer({ min: 0, max: 12 }) })
  .map(({ units, places }) => {
    const digits = (units < 0n ? -units : units).toString().padStart(places + 1, '0');
    const at = digits.length - places;
    return `${units < 0n ? '-' : ''}${digits.slice(0, at)}${places > 0 ? `.${digits.slice(at)}` : ''}`;
  });

/** Exact, and written apart from the code that is tested. */
function units(decimal: string): bigint {
  const [whole = '', fraction = ''] = decimal.replace('-', '').split('.');
  const size = BigInt(whole + fraction.padEnd(12, '0'));
  return decimal.startsWith('-') ? -size : size;
}

const rows = fc.uniqueArray(
  fc.record({
    key: fc.integer({ min: 0, max: 30 }).map(String),
    label: fc.constant(''),
    period: fc.constantFrom('', '2025-01', '2025-02', '2025-Q1'),
    inputs: fc.constantFrom('a', 'b'),
    figures: fc.oneof(
      fc.constant({}),
      decimals.map((figure) => ({ co2e: figure })),
    ),
  }),
  { selector: ({ key }) => key, maxLength: 25 },
);

describe('the parts of a difference', () => {
  it('add up to it exactly, in the whole and in every period', async () => {
    await fc.assert(
      fc.asyncProperty(rows, rows, async (before, after) => {
        const measure = await only(before, after);
        const sum = (texts: readonly string[]): bigint => texts.map(units).reduce((all, one) => all + one, 0n);
        const own = (all: readonly ComparableRow[]): bigint => sum(all.flatMap(({ figures }) => figures.co2e ?? []));
        expect(units(measure.before)).toBe(own(before));
        expect(units(measure.after)).toBe(own(after));
        expect(sum(measure.parts.map(({ change }) => change))).toBe(own(after) - own(before));
        expect(units(measure.change)).toBe(own(after) - own(before));
        const { periods } = measure;
        for (const one of periods) expect(sum(Object.values(one.parts))).toBe(units(one.after) - units(one.before));
        const stated = periods.length > 0 ? periods : [measure];
        expect(sum(stated.map((one) => one.before))).toBe(own(before));
        expect(sum(stated.map((one) => one.after))).toBe(own(after));
      }),
    );
  });

  it('hold every row of both exports once', async () => {
    await fc.assert(
      fc.asyncProperty(rows, rows, async (before, after) => {
        const { bridge, changes } = await bridgeOf(before, after);
        const keys = new Set([...before, ...after].map(({ key }) => key));
        expect(changes.map((change) => (change.after ?? change.before)?.key).sort()).toEqual([...keys].sort());
        expect(Object.values(bridge.counts).reduce((all, count) => all + count, 0)).toBe(keys.size);
        expect(bridge.rows).toEqual({ before: before.length, after: after.length });
      }),
    );
  });
});

describe('the reason of a row', () => {
  it.each([
    ['unchanged', row('1', '10'), row('1', '10')],
    ['recalculated', row('1', '10'), row('1', '11')],
    ['recalculated', row('1', undefined), row('1', '11')],
    ['recalculated', row('1', '10'), row('1', undefined)],
    ['edited', row('1', '10'), row('1', '10', { inputs: 'other' })],
    ['moved', row('1', '10'), row('1', '12', { inputs: 'other', period: '2025-04' })],
    ['gone', row('1', '10'), undefined],
    ['new', undefined, row('1', '10')],
  ])('is %s', async (part, before, after) => {
    const { changes } = await bridgeOf(before ? [before] : [], after ? [after] : []);
    expect(changes.map((change) => change.part)).toEqual([part]);
  });

  it('moves the figure from one period to the other', async () => {
    const measure = await only([row('1', '10')], [row('1', '10', { period: '2025-04' })]);
    expect(measure.periods.map(({ period, parts, change }) => [period, parts.moved, change])).toEqual([
      ['2025-03', '-10', '-10'],
      ['2025-04', '10', '10'],
    ]);
    expect(measure.change).toBe('0');
  });
});

describe('the flag', () => {
  it.each([
    ['5', '100', '105', false],
    ['5', '100', '105.0000001', true],
    ['5', '100', '94.9', true],
    ['5', '0', '0.1', true],
    ['5', '0', '0', false],
    ['0', '3', '3.0000001', true],
    ['2.5', '-40', '-41', false],
    ['2.5', '-40', '-41.1', true],
  ])('of %s %% at %s → %s is %s', async (flag, before, after, flagged) => {
    const measure = await only([row('1', before)], [row('1', after)], flag);
    expect(measure.flagged).toBe(flagged);
  });
});

it('counts the changes of a figure that does not add up, and sums nothing', async () => {
  const of = (key: string, figure: string | undefined): ComparableRow => ({
    ...row(key, undefined),
    figures: figure === undefined ? {} : { total: figure },
  });
  const { bridge } = await bridgeOf(
    [of('1', '1'), of('2', '2'), of('3', undefined), of('4', '4'), of('5', '5')],
    [of('1', '1.2'), of('2', '1.99'), of('3', '3'), of('4', undefined), of('6', '6')],
    total,
  );
  expect(bridge.measures).toEqual([
    {
      key: 'total',
      title: 'Total',
      unit: 'kg CO2e per kg',
      adds: false,
      rose: 1,
      fell: 1,
      came: 1,
      went: 1,
      flagged: 3,
      blank: { before: 1, after: 1 },
    },
  ]);
  expect(bridge.largest.map(({ key }) => key)).toEqual(['3', '4', '1', '2']);
});
