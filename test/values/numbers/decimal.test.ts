// Decimal numbers as exact text.

import { describe, expect, it } from 'vitest';
import { byMagnitude, decimalText, exceedsShare, negated, roundedTo } from '../../../src/values/numbers/decimal.js';

describe('decimalText', () => {
  it.each([
    ['1.50', '1.5'],
    ['-0', '0'],
    ['-0.0', '0'],
    ['0012', '12'],
    ['+1.5', '1.5'],
    ['1e3', '1000'],
    ['1.25E-3', '0.00125'],
    ['-1.5e-7', '-0.00000015'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['12345678901234567890.12345678901234567890', '12345678901234567890.1234567890123456789'],
    [' 7 ', '7'],
  ])('reads %j as %j', (text, decimal) => {
    expect(decimalText(text)).toBe(decimal);
  });

  it.each(['', '.', '-', '1,5', '1.2.3', 'n/a', '1e', '0x10', 'Infinity', '1e99999'])('refuses %j', (text) => {
    expect(decimalText(text)).toBeUndefined();
  });
});

it.each([
  ['1.5', '-1.5'],
  ['-1.5', '1.5'],
  ['0', '0'],
  ['-0.00', '0'],
])('negates %j to %j', (decimal, other) => {
  expect(negated(decimal)).toBe(other);
});

it.each([
  ['1.005', 2, '1.01'],
  ['-1.005', 2, '-1.01'],
  ['1.0049', 2, '1'],
  ['-0.001', 2, '0'],
  ['7.5', 2, '7.5'],
])('rounds %j to %i places: %j', (decimal, places, rounded) => {
  expect(roundedTo(decimal, places)).toBe(rounded);
});

it.each([
  ['0.03', '0.6', '5', false],
  ['0.030000000000000000001', '0.6', '5', true],
  ['-5.1', '-100', '5', true],
  ['1', '0', '5', true],
  ['0', '0', '5', false],
  ['1', '10', '0.5', true],
])('%s of %s exceeds %s %%: %s', (change, base, percent, exceeds) => {
  expect(exceedsShare(change, base, percent)).toBe(exceeds);
});

it('orders by amount', () => {
  expect(['1', '-3', '2.5', '-0.1'].sort(byMagnitude)).toEqual(['-3', '2.5', '1', '-0.1']);
});
