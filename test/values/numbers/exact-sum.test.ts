import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactSum } from '../../../src/values/numbers/exact-sum.js';

function sumOf(...values: readonly number[]): string {
  const sum = exactSum();
  for (const value of values) sum.add(value);
  return sum.text();
}

describe('exact sums', () => {
  it.each([
    [[], '0'],
    [[0.1, 0.2], '0.3'],
    [[0.1 + 0.2], '0.3'],
    [[274.65999999999997], '274.66'],
    [[1.5, -1.5], '0'],
    [[-0.05], '-0.05'],
    [[0.00001, 0.0001], '0.00011'],
    [[1e14, 1e14, 0.0001], '200000000000000.0001'],
    [[99_999_999_999_999, 1, -1e-7], '99999999999999.9999999'],
    [[1e21, 1], '1000000000000000000001'],
    [[Number.MAX_VALUE, -Number.MAX_VALUE], '0'],
  ])('%j make %s', (values, text) => expect(sumOf(...values)).toBe(text));

  it('is the sum of the digits, in any order', () => {
    // Numbers of up to 15 digits, as whole numbers of 10^-6.
    const micros = fc.array(fc.integer({ min: -1e15, max: 1e15 }), { maxLength: 20 });
    fc.assert(
      fc.property(micros, (values) => {
        const total = values.reduce((sum, value) => sum + BigInt(value), 0n);
        const sum = exactSum();
        for (const value of values) sum.add(Number(`${value}e-6`));
        expect(
          BigInt(sum.text().replace(/^(-?\d+)(?:\.(\d+))?$/, (_, whole, rest = '') => whole + rest.padEnd(6, '0'))),
        ).toBe(total);
      }),
    );
  });
});
