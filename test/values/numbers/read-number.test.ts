import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findingOf, readAs } from '../fields.js';

const point = { decimal: '.' } as const;
const comma = { decimal: ',' } as const;

describe('numbers in a column with decimal points', () => {
  it.each([
    ['0', 0],
    ['-0', 0],
    ['007', 7],
    ['12', 12],
    ['12.5', 12.5],
    ['.5', 0.5],
    ['-.5', -0.5],
    ['+12.5', 12.5],
    [' 12.5 ', 12.5],
    ['1,234.56', 1234.56],
    ['1,234', 1234],
    ['1,234,567', 1234567],
    ['1 234 567.8', 1234567.8],
    ['1\u00a0234.5', 1234.5],
    ['1\u202f234.5', 1234.5],
    ['1\u2009234.5', 1234.5],
    ["1'234.56", 1234.56],
    ['1’234.56', 1234.56],
    ['1`234.56', 1234.56],
    ['1,23,456.78', 123456.78],
    ['12,34,56,789', 123456789],
    ['(12.5)', -12.5],
    ['( 12.5 )', -12.5],
    ['12.5-', -12.5],
    ['−12.5', -12.5],
    ['–12.5', -12.5],
    ['$1,200', 1200],
    ['-$1,200.50', -1200.5],
    ['$-1,200.50', -1200.5],
    ['($1,200.50)', -1200.5],
    ['$(1,200.50)', -1200.5],
    ['£ 12.50', 12.5],
    ['₹1,23,456', 123456],
    ['USD 12.50', 12.5],
    ['12.50 usd', 12.5],
    ['US$12.50', 12.5],
    ['12.50 €', 12.5],
    ['CHF 1’200.50', 1200.5],
    ['1.2E3', 1200],
    ['1.2e+03', 1200],
    ['12e-1', 1.2],
    ['-1.5E-3', -0.0015],
    ['１２．５', 12.5],
    ['－１，２３４．５', -1234.5],
    ['\ufeff12.5', 12.5],
    ['\u200e12.5', 12.5],
    ['123456789012345', 123456789012345],
    ['0.000123456789012345', 0.000123456789012345],
    ['1000000000000000000', 1e18],
    ['0.100000000000000000000', 0.1],
    ['274.66', 274.66],
    ['7.-', 7],
    ["Fr. 1'200.--", 1200],
    ['-7.-', -7],
    ['7.—', 7],
  ])('%j is %d', (text, value) => {
    expect(readAs('number', text, point)).toBe(value);
    expect(readAs('yearly', text, point)).toBe(value);
  });

  it.each([
    '12,5',
    '1.234,56',
    '1,2345',
    '1,23',
    '0,125',
    '1234,567',
    '12,345,67',
    '1,234 567',
    '1 234,567.8',
    '1.23.456',
    '1 23',
    '12 34',
    '12.',
    '.',
    ',',
    '-',
    '()',
    '--12',
    '(-12)',
    '-12-',
    '12-13',
    '7,-',
    '.-',
    '7.---',
    '1.2.3',
    '12 %',
    '12,5 t',
    '12 kg',
    '12 ft',
    '12 KGS',
    '€ 12 $',
    '12²',
    '½',
    '1e',
    'e5',
    '1,234e3',
    '1e999',
    '1e-999',
    '0x10',
    'Infinity',
    'NaN',
    'n/a',
    'twelve',
    `1${'0'.repeat(200)}`,
  ])('%j is not a number', (text) => {
    expect(readAs('number', text, point)).toBe('NOT_A_NUMBER');
  });
});

describe('numbers in a column with decimal commas', () => {
  it.each([
    ['12,5', 12.5],
    [',5', 0.5],
    ['1.234,56', 1234.56],
    ['1.234', 1234],
    ['1.234.567', 1234567],
    ['1 234 567,8', 1234567.8],
    ['1\u00a0234,5', 1234.5],
    ['1\u202f234,5', 1234.5],
    ["1'234,56", 1234.56],
    ['(12,5)', -12.5],
    ['12,5-', -12.5],
    ['8,-', 8],
    ['€ 1.200,–', 1200],
    ['−12,5', -12.5],
    ['€ 1.200', 1200],
    ['1.200,00 €', 1200],
    ['1 200,50 kr', 1200.5],
    ['1 200,50 kr.', 1200.5],
    ['SEK 1 200,50', 1200.5],
    ['R$ 1.200,50', 1200.5],
    ['1 200,50 zł', 1200.5],
    ['1 200,50 Kč', 1200.5],
    ['1,2E3', 1200],
    ['１２，５', 12.5],
    ['12', 12],
  ])('%j is %d', (text, value) => {
    expect(readAs('number', text, comma)).toBe(value);
  });

  it.each(['1,234.56', '12.5', '1234.567', '0.125', '1.23.456', '1,23,456', '1,234,567', '1.2E3'])(
    '%j is not a number',
    (text) => {
      expect(readAs('number', text, comma)).toBe('NOT_A_NUMBER');
    },
  );
});

describe('typed cells in a column of numbers', () => {
  it.each([
    [12.5, 12.5],
    [-0, 0],
    [274.65999999999997, 274.66],
    [0.1 + 0.2, 0.3],
    [1e21, 1e21],
    [123456789012345, 123456789012345],
  ])('the number %d is taken as %d', (cell, value) => {
    expect(readAs('number', cell, comma)).toBe(value);
  });

  it.each([[true], [{ kind: 'date', iso: '2025-01-12', serial: 45669 } as const], [Number.NaN]])(
    '%j is not a number',
    (cell) => {
      expect(readAs('number', cell)).toBe('NOT_A_NUMBER');
    },
  );
});

describe('digits that a number cannot keep', () => {
  it.each([
    ['123456789012345', undefined],
    ['1234567890123456', 16],
    ['1234567890123450', undefined],
    ['1.23456789012345', undefined],
    ['1.234567890123456', 16],
    ['274.65999999999997', 17],
    ['0.00000012345678901234567', 17],
    ['12,345,678,901,234.567', 17],
  ])('%j: %j digits', (text, digits) => {
    expect(findingOf('number', text, point)).toEqual(digits && { code: 'TOO_PRECISE', args: { digits } });
  });
});

describe('what to write instead', () => {
  it.each([
    ['12,5 t', comma, 'write 12,5 and put the unit "t" in the unit column'],
    ['12,5 t', point, 'write 12,5 and put the unit "t" in the unit column'],
    ['1.200kg', comma, 'write 1.200 and put the unit "kg" in the unit column'],
    ['1,2 Mio.', comma, 'write the number in full, without "Mio"'],
    ['5k', point, 'write the number in full, without "k"'],
    ['3 M', point, 'write the number in full, without "M"'],
    ['3 m³', point, 'write 3 and put the unit "m³" in the unit column'],
    ['12 %', point, 'write 12, without the percent sign'],
    ['1,234.56', comma, 'the column has decimal commas: write 1234,56'],
    ['1.234,56', point, 'the column has decimal points: write 1234.56'],
    ['about twelve', point, undefined],
    ['n/a', point, undefined],
  ])('%j', (text, column, suggestion) => {
    expect(findingOf('number', text, column)).toEqual({ code: 'NOT_A_NUMBER', args: { suggestion } });
  });
});

describe('laws of numbers', () => {
  it('any number of up to 15 digits is read as JavaScript reads it', () => {
    const digits = fc.stringMatching(/^\d{1,9}(\.\d{1,6})?$/);
    fc.assert(fc.property(digits, (text) => readAs('number', text, point) === Number(text)));
  });

  it('a stored number prints and reads back as the spreadsheet shows it', () => {
    // Numbers this small have lost digits, and are refused.
    const isWhole = (stored: number): boolean => stored === 0 || Math.abs(stored) >= 2.2250738585072014e-308;
    const doubles = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 }).filter(isWhole);
    fc.assert(
      fc.property(doubles, (stored) => {
        const shown = Number(stored.toPrecision(15)) + 0;
        expect(readAs('number', stored)).toBe(shown === 0 ? 0 : shown);
      }),
    );
  });

  it('no text makes it throw', () => {
    fc.assert(fc.property(fc.string(), (text) => void readAs('number', text, comma)));
    const numberLike = fc.string({ unit: fc.constantFrom(...'0123456789.,-+() e%€kr\u00a0’') });
    fc.assert(
      fc.property(numberLike, (text) => {
        const value = readAs('number', text, point);
        expect(value === undefined || typeof value === 'string' || Number.isFinite(value)).toBe(true);
      }),
    );
  });
});
