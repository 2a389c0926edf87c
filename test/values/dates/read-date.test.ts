import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Field } from '../../../src/datasets/field.js';
import type { Cell } from '../../../src/values/cell.js';
import { plainReading } from '../../../src/values/evidence.js';
import { readField } from '../../../src/values/read-field.js';
import { fieldOf, findingOf, readAs } from '../fields.js';

const dmy = { dateOrder: 'dmy' } as const;
const mdy = { dateOrder: 'mdy' } as const;
const ymd = { dateOrder: 'ymd' } as const;

describe('dates that say themselves which number is which', () => {
  it.each([
    '2025-03-02',
    '2025-3-2',
    '2025/03/02',
    '2025/3/2',
    '2025.03.02',
    '2025. 3. 2.',
    '20250302',
    ' 2025-03-02 ',
    '2025-03-02T23:30:00',
    '2025-03-02T23:30:00.123Z',
    '2025-03-02T23:30:00+01:00',
    '2025-03-02 23:30',
    '2025-03-02 11:30:00 PM',
    '2.3.2025',
    '02.03.2025',
    '2. 3. 2025',
    '02.03.2025 14:30',
    '2 March 2025',
    '2nd March 2025',
    'the 2nd of March, 2025',
    'March 2, 2025',
    'Mar. 2, 2025',
    'MARCH 2 2025',
    '2-Mar-2025',
    '02/Mar/2025',
    '2025-Mar-02',
    '2 de marzo de 2025',
    '2 de marzo del 2025',
    '2. März 2025',
    '2. Mrz 2025',
    '2 mars 2025',
    'le 2 mars 2025',
    'den 2 mars 2025',
    '2 marzo 2025',
    '2 de março de 2025',
    '2 maart 2025',
    '2. marts 2025',
    '2 marca 2025 r.',
    '2. března 2025',
    '2. ožujka 2025.',
    '2025. március 2.',
    '2 martie 2025',
    '2. maaliskuuta 2025',
    '2 Mart 2025',
    '2 марта 2025 г.',
    '2 Μαρτίου 2025',
    '2025年3月2日',
    '2025年03月02日(日)',
    '２０２５年３月２日',
    '2025년 3월 2일',
    'Sunday, March 2, 2025',
    'Sonntag, 2. März 2025',
    'domingo, 2 de marzo de 2025',
    'dimanche 2 mars 2025',
    'den 2 mars 2025 10:15',
    'Sun, 2 Mar 2025 10:15:00 GMT',
  ])('%j is 2 March 2025 in every order', (text) => {
    expect([dmy, mdy, ymd].map((order) => readAs('date', text, order))).toEqual(Array(3).fill('2025-03-02'));
  });

  it.each([
    ['1er janvier 2025', '2025-01-01'],
    ['1º de enero de 2025', '2025-01-01'],
    ['3 février 2025', '2025-02-03'],
    ['3 febrero 2025', '2025-02-03'],
    ['3 avr. 2025', '2025-04-03'],
    ['3 abr 2025', '2025-04-03'],
    ['3 maj 2025', '2025-05-03'],
    ['3 Mai 2025', '2025-05-03'],
    ['3 May 2025', '2025-05-03'],
    ['3 juin 2025', '2025-06-03'],
    ['3 juil. 2025', '2025-07-03'],
    ['3 juli 2025', '2025-07-03'],
    ['3 août 2025', '2025-08-03'],
    ['3 ago 2025', '2025-08-03'],
    ['3 Sept 2025', '2025-09-03'],
    ['3 setiembre 2025', '2025-09-03'],
    ['3 Okt 2025', '2025-10-03'],
    ['3 octubre 2025', '2025-10-03'],
    ['3 Nov 2025', '2025-11-03'],
    ['3 Dez 2025', '2025-12-03'],
    ['3 déc. 2025', '2025-12-03'],
    ['3 dic 2025', '2025-12-03'],
    ['3 paź 2025', '2025-10-03'],
    ['3 października 2025', '2025-10-03'],
    ['3. června 2025', '2025-06-03'],
    ['3. července 2025', '2025-07-03'],
    ['3. kesäkuuta 2025', '2025-06-03'],
    ['3 Ağustos 2025', '2025-08-03'],
    ['3 дек 2025', '2025-12-03'],
    ['2025年12月31日', '2025-12-31'],
    ['mar. 3 juin 2025', '2025-06-03'],
  ])('%j is %s', (text, day) => {
    expect(readAs('date', text)).toBe(day);
  });

  it.each([
    [{ kind: 'date', iso: '2025-03-02', serial: 45718 } as const, '2025-03-02'],
    [{ kind: 'date', iso: '2025-03-02T14:30:00', serial: 45718.6 } as const, '2025-03-02'],
    [{ kind: 'date', iso: '14:30:00', serial: 0.6 } as const, 'NOT_A_DATE'],
    [20250302, '2025-03-02'],
    [20250231, 'IMPOSSIBLE_DATE'],
    [true, 'NOT_A_DATE'],
  ])('%j is %s', (cell, day) => {
    expect(readAs('date', cell)).toBe(day);
  });
});

describe('dates with the year last', () => {
  it.each([
    ['3/4/2025', '2025-04-03', '2025-03-04'],
    ['03-04-2025', '2025-04-03', '2025-03-04'],
    ['03/04/2025 14:30', '2025-04-03', '2025-03-04'],
    ['3/4/2025 2:30 PM', '2025-04-03', '2025-03-04'],
    ['03/03/2025', '2025-03-03', '2025-03-03'],
    ['31/12/2025', '2025-12-31', 'NOT_A_DATE'],
    ['12/31/2025', 'NOT_A_DATE', '2025-12-31'],
    ['31/04/2025', 'IMPOSSIBLE_DATE', 'IMPOSSIBLE_DATE'],
    ['29/02/2024', '2024-02-29', 'NOT_A_DATE'],
    ['29/02/2025', 'IMPOSSIBLE_DATE', 'IMPOSSIBLE_DATE'],
    ['00/01/2025', 'IMPOSSIBLE_DATE', 'IMPOSSIBLE_DATE'],
    ['3/4-2025', 'NOT_A_DATE', 'NOT_A_DATE'],
  ])('%j is %s day first and %s month first', (text, dayFirst, monthFirst) => {
    expect(readAs('date', text, dmy)).toBe(dayFirst);
    expect(readAs('date', text, mdy)).toBe(monthFirst);
  });

  it.each([
    ['03/03/2025', '2025-03-03'],
    ['03/04/2025', 'NOT_A_DATE'],
    ['31/12/2025', 'NOT_A_DATE'],
    ['31/31/2025', 'IMPOSSIBLE_DATE'],
  ])('%j is %s where only dates with the year first are read', (text, day) => {
    expect(readAs('date', text, ymd)).toBe(day);
  });

  it('suggests the only day that a date of the other order can be', () => {
    expect(findingOf('date', '12/31/2025', dmy)?.args).toEqual({ suggestion: '2025-12-31' });
    expect(findingOf('date', '31/12/2025', mdy)?.args).toEqual({ suggestion: '2025-12-31' });
    expect(findingOf('date', '31/12/2025', ymd)?.args).toEqual({ suggestion: '2025-12-31' });
    expect(findingOf('date', '03/04/2025', ymd)?.args).toEqual({ suggestion: undefined });
  });
});

describe('days that the calendar does not have', () => {
  it.each([
    ['2025-02-28', '2025-02-28'],
    ['2025-02-29', 'IMPOSSIBLE_DATE'],
    ['2025-02-30', 'IMPOSSIBLE_DATE'],
    ['2024-02-29', '2024-02-29'],
    ['1900-02-29', 'IMPOSSIBLE_DATE'],
    ['2000-02-29', '2000-02-29'],
    ['2025-04-30', '2025-04-30'],
    ['2025-04-31', 'IMPOSSIBLE_DATE'],
    ['2025-12-31', '2025-12-31'],
    ['2025-12-32', 'IMPOSSIBLE_DATE'],
    ['2025-13-01', 'IMPOSSIBLE_DATE'],
    ['2025-00-01', 'IMPOSSIBLE_DATE'],
    ['2025-01-00', 'IMPOSSIBLE_DATE'],
    ['20251332', 'IMPOSSIBLE_DATE'],
    ['30 février 2025', 'IMPOSSIBLE_DATE'],
  ])('%j -> %s', (text, day) => {
    expect(readAs('date', text)).toBe(day);
  });
});

describe('what is not a date', () => {
  it.each(['2.3.25', '02/03/25', '2-3-25', '25-03-02', '3-Mar-25', '3 mars 25', '0025-03-02'])(
    '%j needs a year with four digits',
    (text) => {
      expect(findingOf('date', text, dmy)).toEqual({
        code: 'NOT_A_DATE',
        args: { suggestion: 'write the year with four digits, best as YYYY-MM-DD' },
      });
    },
  );

  it.each([
    [45000, '45000 would be 2023-03-15'],
    ['45000', '45000 would be 2023-03-15'],
    [45000.75, '45000.75 would be 2023-03-15'],
    ['45000,75', '45000.75 would be 2023-03-15'],
    [61, '61 would be 1900-03-01'],
    [2958465, '2958465 would be 9999-12-31'],
  ])('the number %j is to be formatted as a date', (cell, told) => {
    const suggestion = `format the cell as a date: the day number ${told}`;
    expect(findingOf('date', cell)).toEqual({ code: 'NOT_A_DATE', args: { suggestion } });
  });

  it.each([60, -45000, 2958466, 2025, '2025', 1e21, '99999999'])('of the number %j no day is said', (cell) => {
    expect(findingOf('date', cell)).toEqual({ code: 'NOT_A_DATE', args: { suggestion: undefined } });
  });

  it.each([
    '2025-03',
    'March 2025',
    '3 jui 2025',
    'Q1 2025',
    '3 Foo 2025',
    '3 mars 2025 2026',
    'soon',
    '14:30',
    '2025-03-02x',
    '3/4/20255',
  ])('%j', (text) => {
    expect(readAs('date', text, dmy)).toBe('NOT_A_DATE');
  });
});

describe('laws of dates', () => {
  const days = fc.date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true });
  const iso = (day: Date) => day.toISOString().slice(0, 10);

  it.each(['en-GB', 'en-US', 'es-ES', 'de-DE', 'de-AT', 'fr-FR', 'sv-SE', 'it-IT', 'pt-BR', 'nl-NL', 'da-DK', 'nb-NO'])(
    'a day written out in %s reads back, long and short',
    (locale) => {
      for (const month of ['long', 'short'] as const) {
        const format = new Intl.DateTimeFormat(locale, { day: 'numeric', month, year: 'numeric', timeZone: 'UTC' });
        fc.assert(fc.property(days, (day) => readAs('date', format.format(day)) === iso(day)));
      }
    },
  );

  it('no text makes it throw, and what is read is a day', () => {
    const dateLike = fc.string({ unit: fc.constantFrom(...'0123456789-/.: TmarjunZ') });
    fc.assert(
      fc.property(dateLike, (text) => {
        const day = readAs('date', text, dmy);
        expect(day === undefined || /^(\d{4}-\d\d-\d\d|NOT_A_DATE|IMPOSSIBLE_DATE|EMPTY_DATE)$/.test(String(day))).toBe(
          true,
        );
      }),
    );
  });
});

describe('dates that stand for none', () => {
  it.each([
    '00.00.0000',
    '0000-00-00',
    '00/00/0000',
    '0000-00-00 00:00:00',
    '00000000',
    '0',
    0,
    '1900-01-00',
    '00.01.1900',
    '1/0/1900',
    '0001-01-01',
    '01.01.0001',
  ])('%j is named as one', (cell) => expect(readAs('date', cell, dmy)).toBe('EMPTY_DATE'));

  it.each([
    [0, '1900-01-00', 'EMPTY_DATE'],
    [60, '1900-02-29', 'IMPOSSIBLE_DATE'],
    [61, '1900-03-01', '1900-03-01'],
  ])('the day number %d is %s: %s', (serial, iso, expected) => {
    expect(readAs('date', { kind: 'date', iso, serial })).toBe(expected);
  });
});

describe('a time of day', () => {
  it.each([
    '2023-06-30 23:59:59.997',
    '2023-06-30T23:59:59.9999999Z',
    '2023-06-30T23:30:00-08:00',
    '2023-06-30T00:30:00+02:00',
    '30.06.2023 23:59:59,997',
    '30/06/2023 23:59',
  ])('leaves %s on its day', (text) => expect(readAs('date', text, dmy)).toBe('2023-06-30'));
});

describe('months, quarters and years where a period starts or ends', () => {
  const field = (edge: 'first' | 'last'): Field => ({ ...(fieldOf('date') as Extract<Field, { kind: 'date' }>), edge });

  it.each<[cell: Cell, first: string, last: string]>([
    ['2023-02', '2023-02-01', '2023-02-28'],
    ['02/2024', '2024-02-01', '2024-02-29'],
    ['2023.02', '2023-02-01', '2023-02-28'],
    ['Feb 2023', '2023-02-01', '2023-02-28'],
    ['février 2023', '2023-02-01', '2023-02-28'],
    ['Q3 2023', '2023-07-01', '2023-09-30'],
    ['2023-Q3', '2023-07-01', '2023-09-30'],
    ['3. Quartal 2023', '2023-07-01', '2023-09-30'],
    ['3rd quarter 2023', '2023-07-01', '2023-09-30'],
    ['H2 2023', '2023-07-01', '2023-12-31'],
    ['2023', '2023-01-01', '2023-12-31'],
    [2023, '2023-01-01', '2023-12-31'],
    ['2023-05-04', '2023-05-04', '2023-05-04'],
    // Excel has made the first day of a month that was typed.
    [{ kind: 'date', iso: '2023-05-01', serial: 45047, part: 'month' }, '2023-05-01', '2023-05-31'],
    [{ kind: 'date', iso: '2023-01-01', serial: 44927, part: 'year' }, '2023-01-01', '2023-12-31'],
    [{ kind: 'date', iso: '2023-05-17', serial: 45063, part: 'month' }, '2023-05-17', '2023-05-17'],
    [{ kind: 'date', iso: '2023-05-01', serial: 45047 }, '2023-05-01', '2023-05-01'],
  ])('%j is from %s to %s', (cell, first, last) => {
    expect(readField(field('first'), cell, plainReading)).toMatchObject({ ok: true, value: first });
    expect(readField(field('last'), cell, plainReading)).toMatchObject({ ok: true, value: last });
  });

  it('are said, and a fiscal year is warned about', () => {
    expect(readField(field('last'), 'Q3 2023', plainReading)).toMatchObject({ note: { code: 'READ_AS' } });
    expect(readField(field('last'), 'FY2023', plainReading)).toMatchObject({
      value: '2023-12-31',
      note: { code: 'FISCAL_YEAR' },
    });
  });

  it.each(['2023-02', 'Q3 2023', 'FY2023', 'Feb 2023'])('%s is no single day', (text) => {
    expect(readAs('date', text)).toBe('NOT_A_DATE');
  });

  it.each(['Q5 2023', 'Q1/23', 'Jan', '2023-13', 'FY23'])('%s is neither', (text) => {
    expect(readField(field('last'), text, plainReading)).toMatchObject({ ok: false });
  });
});
