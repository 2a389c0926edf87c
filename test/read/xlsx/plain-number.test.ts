import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { PlainNumber } from '../../../src/read/xlsx/plain-number.js';

const number = new PlainNumber();

it.each<[text: string, value: number | undefined, end: number]>([
  ['12<', 12, 2],
  ['-0.5<', -0.5, 4],
  ['.5<', 0.5, 2],
  ['5.<', 5, 2],
  ['-0<', -0, 2],
  ['999999999999999<', 999999999999999, 15],
  ['9999999999999999<', undefined, 16],
  ['1.5E3<', 1.5, 3],
  ['1.2.3<', 1.2, 3],
  ['-<', undefined, 1],
  ['<', undefined, 0],
  ['x', undefined, 0],
])('%j', (text, value, end) => {
  expect(number.read(Buffer.from(text), 0)).toBe(value);
  expect(number.end).toBe(end);
});

it('reads every number of up to 15 digits as JavaScript reads its text', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: -999_999_999_999_999n, max: 999_999_999_999_999n }),
      fc.nat(15),
      (digits, decimals) => {
        const magnitude = String(digits < 0n ? -digits : digits).padStart(decimals + 1, '0');
        fc.pre(magnitude.length <= 15);
        const point = magnitude.length - decimals;
        const text = `${digits < 0n ? '-' : ''}${magnitude.slice(0, point)}${decimals > 0 ? '.' : ''}${magnitude.slice(point)}`;
        expect(number.read(Buffer.from(`${text}<`), 0)).toBe(Number(text));
      },
    ),
    { numRuns: 1000 },
  );
});
