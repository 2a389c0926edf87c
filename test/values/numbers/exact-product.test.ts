import fc from 'fast-check';
import { expect, it } from 'vitest';
import { exactDifference, exactProduct } from '../../../src/values/numbers/exact-product.js';
import { exactSum } from '../../../src/values/numbers/exact-sum.js';

it.each([
  [[0.1, 3], '0.3'],
  [[1.005, 1000], '1005'],
  [[-2.5, 0.4], '-1'],
  [[0.000001, 0.000001], '0.000000000001'],
  [[1e-9, 12], '0.000000012'],
  [[123456.789, 0.001], '123.456789'],
  [[0, -5], '0'],
  [[], '1'],
] as const)('multiplies %j to %s', (factors, product) => {
  expect(exactProduct(...factors)).toBe(product);
});

const thousandths = fc.integer({ min: -1e9, max: 1e9 });

it('multiplies what it adds, to the last digit', () => {
  fc.assert(
    fc.property(thousandths, thousandths, thousandths, (one, other, factor) => {
      const sum = exactSum();
      sum.addText(exactProduct(one / 1000, factor / 1000));
      sum.addText(exactProduct(other / 1000, factor / 1000));
      expect(sum.text()).toBe(exactProduct((one + other) / 1000, factor / 1000));
    }),
  );
});

it('takes off what was added', () => {
  fc.assert(
    fc.property(thousandths, thousandths, (one, other) => {
      const difference = exactDifference(exactProduct(one / 1000), exactProduct(other / 1000));
      const sum = exactSum();
      sum.addText(difference);
      sum.addText(exactProduct(other / 1000));
      expect(sum.text()).toBe(exactProduct(one / 1000));
    }),
  );
});
