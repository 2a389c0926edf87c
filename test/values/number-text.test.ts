// Numbers as Excel shows them: 15 significant digits, without an exponent.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { numberText } from '../../src/values/cell.js';

it.each([
  [0, '0'],
  [-0, '0'],
  [100, '100'],
  [-1.5, '-1.5'],
  [274.65999999999997, '274.66'],
  [0.1 + 0.2, '0.3'],
  [123_456_789_012_340.4, '123456789012340'],
  [999_999_999_999_999.9, '1000000000000000'],
  [1e21, '1000000000000000000000'],
  [1.5e-7, '0.00000015'],
  [0.000001, '0.000001'],
])('%s is %s', (value, text) => {
  expect(numberText(value)).toBe(text);
});

it('is the number rounded to 15 significant digits', () => {
  fc.assert(
    fc.property(fc.double({ noDefaultInfinity: true, noNaN: true, max: 1e300, min: -1e300 }), (value) => {
      const text = numberText(value);
      expect(text).toMatch(/^-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?$/);
      expect(Number(text)).toBe(Number(value.toPrecision(15)) || 0);
    }),
  );
});
