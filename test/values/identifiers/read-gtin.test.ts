import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cell } from '../../../src/values/cell.js';
import { columnEvidence } from '../../../src/values/evidence.js';
import { readField } from '../../../src/values/read-field.js';
import { fieldOf, findingOf, readAs } from '../fields.js';

/** GS1's own way to explain it, from the left of a 14-digit code: odd places count three times. */
function withCheckDigit(others: string): string {
  const places = others.padStart(13, '0').split('').map(Number);
  const sum = places.reduce((total, digit, place) => total + digit * (place % 2 === 0 ? 3 : 1), 0);
  return others + String((Math.ceil(sum / 10) * 10 - sum) % 10);
}

describe('GTINs', () => {
  // Right codes of each length, from public examples of GS1 and the ISBN of a printed book.
  it.each([
    ['96385074', 'GTIN-8'],
    ['614141000036', 'GTIN-12'],
    ['036000291452', 'GTIN-12'],
    ['4006381333931', 'GTIN-13'],
    ['9780306406157', 'an ISBN'],
    ['5901234123457', 'GTIN-13'],
    ['10614141000415', 'GTIN-14'],
    ['36000291452', 'a GTIN-12 that lost its leading zero'],
    ['00000096385074', 'a GTIN-8 filled up to 14 digits'],
  ])('%s is right: %s', (gtin) => {
    expect(readAs('gtin', gtin)).toBe(gtin);
    expect(findingOf('gtin', gtin)).toBeUndefined();
    expect(withCheckDigit(gtin.slice(0, -1))).toBe(gtin);
  });

  it.each([
    ['96385075', '96385074'],
    ['614141000037', '614141000036'],
    ['4006381333932', '4006381333931'],
    ['4006381333391', '4006381333399'],
    ['10614141000410', '10614141000415'],
    ['36000291453', '36000291452'],
    ['4006-381333932', '4006381333931'],
  ])('%s has a wrong check digit: %s', (text, right) => {
    expect(readAs('gtin', text)).toBe(text.replace('-', ''));
    expect(findingOf('gtin', text)).toEqual({ code: 'GTIN_CHECK_DIGIT', args: { right } });
  });

  it.each(['4006381 333931', '400-6381-333931', '4 006381 333931', '4006381–333931', '4006381\u00a0333931'])(
    'separators in %j are removed, and it is said',
    (text) => {
      expect(readAs('gtin', text)).toBe('4006381333931');
      expect(findingOf('gtin', text)).toEqual({ code: 'READ_AS', args: { read: '4006381333931' } });
    },
  );

  it.each([
    '4006\u200b381333931',
    '\ufeff4006381333931',
    '400638\u00ad1333931',
    '4006381333931\u200f',
    '40063\u20608 1333931',
  ])('what nobody sees in %j is removed, and it is said', (text) => {
    expect(readAs('gtin', text)).toBe('4006381333931');
    expect(findingOf('gtin', text)).toMatchObject({ args: { read: '4006381333931' } });
  });

  it.each([
    [4006381333931, '4006381333931'],
    [96385074, '96385074'],
    [' 4006381333931 ', '4006381333931'],
    [0, '0'],
    ['123456789012345', '123456789012345'], // 15 digits: validation says that it is too long
    ['4006381333931X', 'NOT_DIGITS'],
    ['GTIN 4006381333931', 'NOT_DIGITS'],
    ['4006381333931.0', 'NOT_DIGITS'],
    ['ⅣⅣⅣⅣ', 'NOT_DIGITS'],
    ['-', 'NOT_DIGITS'],
    [12.5, 'NOT_DIGITS'],
    [true, 'NOT_DIGITS'],
    ['8.71E+12', 'LOST_DIGITS'],
    ['8,71E+12', 'LOST_DIGITS'],
    [8710000000000, 'LOST_DIGITS'],
    ['8710400000000', 'LOST_DIGITS'],
    ['8710410000000', '8710410000000'], // a wrong check digit at the most
    ['00000000', '00000000'],
    [1234567890123456, 'LOST_DIGITS'],
    [{ kind: 'date', iso: '2025-01-12', serial: 45669 } as const, 'DATE_IN_IDENTIFIER'],
  ])('%j -> %s', (cell, expected) => {
    expect(readAs('gtin', cell)).toBe(expected);
  });

  it('exactly one last digit is right, and the note names it', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{7,13}$/), fc.integer({ min: 0, max: 9 }), (others, last) => {
        const right = withCheckDigit(others);
        const note = findingOf('gtin', others + last);
        expect(note).toEqual(right === others + last ? undefined : { code: 'GTIN_CHECK_DIGIT', args: { right } });
      }),
    );
  });
});

describe('leading zeros that a spreadsheet has taken', () => {
  /** The values of a column of codes. */
  function column(...cells: readonly Cell[]): readonly unknown[] {
    const field = fieldOf('gtin');
    const evidence = columnEvidence(field);
    for (const [row, cell] of cells.entries()) evidence?.add(cell, row);
    const { reading } = evidence?.decide({}) ?? {};
    return cells.map((cell) => {
      const read = reading && readField(field, cell, reading);
      return read?.ok && (read.note?.code === 'READ_AS' ? [read.value] : read.value);
    });
  }

  const EAN13 = ['4006381333931', '5901234123457'];

  it.each<[string, readonly Cell[], readonly unknown[]]>([
    // In brackets: restored, and said.
    ['a number with the zero of a GTIN-12', [36000291452], [['036000291452']]],
    ['a number with the zero of a GTIN-8', [1234565], [['01234565']]],
    ['a number beside GTIN-13s', [...EAN13, 36000291452], [...EAN13, ['0036000291452']]],
    ['a number of 12 digits beside GTIN-13s', [...EAN13, 614141000036], [...EAN13, ['0614141000036']]],
    ['numbers of 12 digits among themselves', [614141000036, 36000291452], ['614141000036', ['036000291452']]],
    ['numbers with the zero of a GTIN-14', ['10614141000415', 4006381333931], ['10614141000415', ['04006381333931']]],
    ['a number of 8 digits', [...EAN13, 96385074], [...EAN13, '96385074']],
    ['a text beside GTIN-12s', ['614141000036', '36000291452'], ['614141000036', ['036000291452']]],
    ['a text beside GTIN-13s', [...EAN13, '36000291452'], [...EAN13, ['0036000291452']]],
    ['a text of 12 digits beside GTIN-13s', [...EAN13, '614141000036'], [...EAN13, '614141000036']],
    ['a text of 8 digits beside GTIN-13s', [...EAN13, '96385074'], [...EAN13, '96385074']],
    ['a text alone', ['36000291452'], ['36000291452']],
    ['a number whose check digit is wrong', [36000291453], ['36000291453']],
    ['a short number', [...EAN13, 17, 0], [...EAN13, '17', '0']],
  ])('%s', (_, cells, expected) => expect(column(...cells)).toEqual(expected));

  it('never changes the number, and gives a length of GS1', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[1-9]\d{5,12}$/),
        fc.constantFrom<Cell>('4006381333931', '10614141000415', 96385074),
        (others, beside) => {
          const code = withCheckDigit(others);
          const [value] = column(Number(code), beside).flat();
          expect(Number(value)).toBe(Number(code));
          expect([8, 12, 13, 14]).toContain(String(value).length);
        },
      ),
    );
  });
});
