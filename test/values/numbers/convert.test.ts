import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { converted, factorTo } from '../../../src/values/numbers/convert.js';

describe('conversion', () => {
  it.each<[value: number, tens: number, factor: string | undefined, result: number]>([
    [0.29, 3, undefined, 290],
    [1.1, 6, undefined, 1100000],
    [1.005, 3, undefined, 1005],
    [-0.07, 2, undefined, -7],
    [5.5, 0, '0.001', 0.0055],
    [1000, 0, '0.45359237e-3', 0.45359237],
    [0.1, 0, '0.45359237', 0.045359237],
    [1e-7, 3, undefined, 0.0001],
    [0, 6, undefined, 0],
  ])('%d times 10^%d, in units of %s: %d', (value, tens, factor, result) => {
    expect(converted(value, tens, factor)).toBe(result);
  });

  it('is exact for all powers of ten', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -999_999_999, max: 999_999_999 }),
        fc.integer({ min: 0, max: 6 }),
        fc.integer({ min: -9, max: 9 }),
        (digits, places, tens) => {
          expect(converted(Number(`${digits}e${-places}`), tens)).toBe(Number(`${digits}e${tens - places}`) + 0);
        },
      ),
    );
  });

  it('has 15 significant digits, rounded', () => {
    expect(converted(123456789.12345, 0, '0.45359237')).toBe(55999057.5710959);
  });

  it.each([
    ['t', ['kg'], '1e-3'],
    ['t', ['t', 'short ton'], '1'],
    ['t', ['lb', 'GBP'], '0.45359237e-3'],
    ['kg CO2e', ['g CO2e'], '0.001'],
    ['% vol', ['%'], '1'],
    ['t', ['l'], undefined],
    ['t', ['EUR'], undefined],
    ['pcs', ['kg'], undefined],
    ['t', ['constructor'], undefined],
  ] as const)('to %s from %j: %s', (unit, codes, factor) => expect(factorTo(unit, codes)).toBe(factor));
});
