import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cell } from '../../../src/values/cell.js';
import { columnEvidence, plainReading } from '../../../src/values/evidence.js';
import type { ShownAs } from '../../../src/values/numbers/measure.js';
import { fieldOf, findingOf, readAs } from '../fields.js';

describe('shares', () => {
  it.each([
    ['0', '.', 0],
    ['1', '.', 1],
    ['0.25', '.', 0.25],
    ['0,25', ',', 0.25],
    ['25 %', '.', 0.25],
    ['25%', '.', 0.25],
    ['%25', '.', 0.25],
    ['25\u00a0%', ',', 0.25],
    ['25 ％', '.', 0.25],
    ['12,5 %', ',', 0.125],
    ['12.5%', '.', 0.125],
    ['0.1 %', '.', 0.001],
    ['29 %', '.', 0.29],
    ['57 %', '.', 0.57],
    ['100 %', '.', 1],
    ['150 %', '.', 1.5],
    ['-5 %', '.', -0.05],
    ['1.2E1 %', '.', 0.12],
    [0.25, ',', 0.25],
    [1, ',', 1],
  ] as const)('%j (decimal %s) is %d', (cell, decimal, share) => {
    expect(readAs('share', cell, { decimal })).toBe(share);
  });

  it.each([
    ['25', '.', '0.25'],
    ['25', ',', '0,25'],
    [25, ',', '0.25'],
    ['1.01', '.', '0.0101'],
    ['57', '.', '0.57'],
    ['100', '.', '1'],
  ] as const)('%j (decimal %s) may be a percentage: %s', (cell, decimal, suggestion) => {
    expect(findingOf('share', cell, { decimal })).toEqual({ code: 'SHARE_AS_PERCENT', args: { suggestion } });
  });

  it.each([
    ['100.01', 100.01],
    ['-0.1', -0.1],
    ['1', 1],
  ])('%j is left to validation', (text, share) => {
    expect(readAs('share', text)).toBe(share);
  });

  it.each(['%', '25 %%', '% 25 %', '25 percent', 'half', '12,5 %'])('%j is not a number', (text) => {
    expect(readAs('share', text)).toBe('NOT_A_NUMBER');
  });

  it('keeps no more digits of a percentage than a number can', () => {
    expect(readAs('share', '12.3456789012345 %')).toBe(0.123456789012345);
    expect(readAs('share', '12.34567890123456 %')).toBe('TOO_PRECISE');
  });

  it('n % is exactly the number nearest to n hundredths', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), fc.integer({ min: 0, max: 4 }), (digits, places) => {
        const percent = (digits / 10 ** places).toFixed(places);
        expect(readAs('share', `${percent} %`)).toBe(Number(`${digits}e${-places - 2}`));
      }),
    );
  });
});

describe('a column of shares whose title says per cent', () => {
  const decideShares = (cells: readonly Cell[], shown: readonly (ShownAs | undefined)[] = [], isExport = false) => {
    const evidence = columnEvidence(fieldOf('share'), true);
    for (const [row, cell] of cells.entries()) evidence?.add(cell, row, shown[row]);
    const decision = evidence?.decide({ inPercent: isExport });
    const reading = decision?.reading ?? plainReading;
    return decision?.problem?.finding ?? cells.map((cell) => readAs('share', cell, reading));
  };
  const PERCENT: ShownAs = { display: 2, measure: { written: '%', codes: ['%'], tens: 0 } };

  it.each<[readonly Cell[], readonly number[]]>([
    [
      [1, 0.5, 25],
      [0.01, 0.005, 0.25],
    ],
    [
      ['1', '0,5', '12,5'],
      [0.01, 0.005, 0.125],
    ],
    [
      [1, '8 %'],
      [0.01, 0.08],
    ],
    [
      ['0.5', '150'],
      [0.005, 1.5],
    ],
    [
      [0, 0],
      [0, 0],
    ],
  ])('%j is decided by its other cells', (cells, shares) => expect(decideShares(cells)).toEqual(shares));

  it.each<[readonly Cell[], string, string, number]>([
    [[1], '1', '100', 1],
    [[0, 0.5, 1], '0.5', '50', 2],
    [['0,25', '1'], '0.25', '25', 2],
  ])('%j is undecided', (cells, percent, share, count) => {
    expect(decideShares(cells)).toEqual({ code: 'UNDECIDED_SHARE', args: { cells: count, percent, share } });
  });

  it('is decided by number formats', () => {
    expect(decideShares([0.08, 1], [PERCENT, PERCENT])).not.toHaveProperty('code');
    expect(decideShares([0.08, 1], [PERCENT, undefined])).toHaveProperty('code', 'UNDECIDED_SHARE');
  });

  it('is per cent in an export', () => expect(decideShares([0.5], [], true)).toEqual([0.005]));
});
