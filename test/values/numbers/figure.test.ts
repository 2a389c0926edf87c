import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figureNumber, figureOf, shortestText } from '../../../src/values/numbers/figure.js';

describe('the shortest text of a number', () => {
  it.each([
    [0, '0'],
    [-0, '-0'],
    [0.1 + 0.2, '0.30000000000000004'],
    [1e-7, '1e-7'],
    [2 ** 53, '9007199254740992'],
  ])('of %d is %s', (value, text) => expect(shortestText(value)).toBe(text));

  it('reads back as the same number', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Number(shortestText(value))).toBe(value);
      }),
    );
  });
});

describe('a figure in a text', () => {
  it.each([
    ['12.50', 12.5],
    ['-0', -0],
    ['1e+0', 1],
    ['0.30000000000000004', 0.1 + 0.2],
    ['9007199254740992', 2 ** 53],
    ['9007199254740993', '9007199254740993'],
    ['0.1234567890123456789', '0.1234567890123456789'],
    ['1e400', '1e400'],
    ['1e-400', '1e-400'],
  ])('%s is %j', (text, figure) => expect(figureOf(text)).toBe(figure));

  it.each([
    ['9007199254740993', 2 ** 53],
    [-1.5, -1.5],
    ['1e400', undefined],
    ['', undefined],
    ['12 kg', undefined],
    [null, undefined],
    [Number.NaN, undefined],
  ])('%j is about %d', (value, number) => expect(figureNumber(value)).toBe(number));
});
