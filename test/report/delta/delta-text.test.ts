// A comparison as lines for people: rows that are in a unit are counted there alone, and figures are written by their unit.

import { expect, it } from 'vitest';
import { BridgeSums } from '../../../src/report/delta/bridge.js';
import type { ComparableRow, Measure } from '../../../src/report/delta/comparable.js';
import { partOf } from '../../../src/report/delta/compare-rows.js';
import { deltaText } from '../../../src/report/delta/delta-text.js';

const measureOf = (key: string): Measure => ({ key, title: 'Quantity', unit: key.split(' ')[1] ?? '', adds: true });

type Figures = readonly [unit: string, amount: string | undefined];

function textOf(changes: readonly (readonly [before: Figures | undefined, after: Figures | undefined])[]): string {
  const sums = new BridgeSums('5');
  changes.forEach(([old, now], at) => {
    const row = (side: Figures | undefined): ComparableRow | undefined =>
      side && {
        key: `${at}`,
        label: `Row ${at}`,
        period: '2026-02',
        inputs: JSON.stringify(side),
        figures: side[1] === undefined ? {} : { [`quantity ${side[0]}`]: side[1] },
      };
    const [before, after] = [row(old), row(now)];
    sums.see({ part: partOf(before, after), before, after }, measureOf);
  });
  const bridge = sums.end([]);
  const { rows, counts, measures } = bridge;
  const told = {
    dataset: 'purchases',
    before: { name: 'may.csv', rows: rows.before },
    after: { name: 'june.csv', rows: rows.after },
    flag: 5,
    counts,
    measures,
    largest: [],
  };
  return deltaText(told, (_, text) => text).join('\n');
}

it('counts the rows of each unit, and tells once of rows without a figure', () => {
  const text = textOf([
    [
      ['EUR', '10'],
      ['EUR', '12'],
    ],
    [
      ['EUR', '5'],
      ['EUR', '5'],
    ],
    [
      ['kg', '3.5'],
      ['kg', '4.25'],
    ],
    [
      ['kg', undefined],
      ['kg', undefined],
    ],
  ]);
  expect(text).toMatch(/Quantity \(EUR\)\n {2}before +2 +15\.00\n/);
  expect(text).toMatch(/Quantity \(kg\)\n {2}before +1 +3\.5\n {2}edited inputs +1 +\+0\.75 /);
  expect(text.match(/rows without the figure.*/g)).toEqual(['rows without the figure, in any unit: 1 before, 1 after']);
});

it.each([
  ['0.0000001', '77.7', '>999 %'],
  ['1', '10.98', '+998.0 %'],
  ['1', '11.01', '>999 %'],
  ['1', '-20', '<-999 %'],
  ['100', '50', '-50.0 %'],
])('keeps amount and share apart: from %s to %s', (before, after, share) => {
  const line = textOf([
    [
      ['t', before],
      ['t', after],
    ],
  ])
    .split('\n')
    .find((one) => one.startsWith('  after ') && one.includes('%'));
  expect(
    line
      ?.trim()
      .split(/ {2,}| (?=[<>+-]\S* %)/)
      .slice(1),
  ).toEqual(['1', after, `${share} !`]);
});
