import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAs } from '../fields.js';

describe('identifiers', () => {
  it.each([
    ['SUP-001', 'SUP-001'],
    ['  SUP 001 ', 'SUP 001'],
    ['0042', '0042'],
    ['1,234.5', '1,234.5'],
    ['2025-03-02', '2025-03-02'],
    ['Caf\u0065\u0301', 'Café'],
    ['123456789012345678901234', '123456789012345678901234'],
    [42, '42'],
    [-1.5, '-1.5'],
    [999999999999999, '999999999999999'],
    [0.1 + 0.2, '0.3'],
    [0.0000001, '0.0000001'],
    [true, 'TRUE'],
    ['1E5', '1E5'],
    ['45E12', '45E12'],
    ['45E-1', '45E-1'],
    ['0E-0', '0E-0'],
    ['E+12', 'E+12'],
    ['8.71E+12kg', '8.71E+12kg'],
  ])('%j is %j', (cell, text) => {
    expect(readAs('identifier', cell)).toBe(text);
  });

  it.each([
    '8.71E+12',
    '8,71E+12',
    '8.71e+12',
    ' 8.71E+12 ',
    '8.71E12',
    '9E+15',
    '-1.5E-07',
    1e15,
    -1e15,
    1234567890123456,
    8.71e18,
  ])('%j has lost digits', (cell) => {
    expect(readAs('identifier', cell)).toBe('LOST_DIGITS');
  });

  it('a date was a code once', () => {
    expect(readAs('identifier', { kind: 'date', iso: '2025-01-12', serial: 45669 })).toBe('DATE_IN_IDENTIFIER');
  });

  it('no text of letters, digits and hyphens is changed', () => {
    const codes = fc.stringMatching(/^[A-Z0-9]+(-[A-Z0-9]+)*$/);
    fc.assert(fc.property(codes, (code) => readAs('identifier', code) === code));
  });
});
