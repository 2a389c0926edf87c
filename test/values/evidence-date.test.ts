import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide, readColumn } from './fields.js';

describe('what one cell decides about the order of day and month', () => {
  it.each([
    ['13/12/2025', 'dmy', 'day first'],
    ['31-01-2025', 'dmy', 'day first'],
    ['31/04/2025', 'dmy', 'day first'],
    [' 13/12/2025 14:30', 'dmy', 'day first'],
    ['12/13/2025', 'mdy', 'month first'],
    ['1-31-2025', 'mdy', 'month first'],
  ])('%j: %s', (text, dateOrder, words) => {
    expect(decide('date', [text])).toEqual({
      reading: { decimal: '.', dateOrder },
      said: `${words}, 1 of 1 cells decides it`,
    });
  });

  it.each([
    '2025-03-04',
    '2025/03/04',
    '20250304',
    '3.4.2025',
    '3 March 2025',
    '03/03/2025',
    '12-12-2025',
    '13/13/2025',
    '32/01/2025',
    '0/1/2025',
    '03/04/25',
    '3/4-2025',
    'n/a',
    '',
    null,
    45000,
    { kind: 'date', iso: '2025-03-04', serial: 45720 } as const,
  ])('%j: nothing', (cell) => {
    expect(decide('date', [cell])).toEqual({ reading: { decimal: '.', dateOrder: 'ymd' }, said: undefined });
  });

  it.each([
    ['03/04/2025', '2025-04-03', '2025-03-04'],
    ['12-11-2025', '2025-11-12', '2025-12-11'],
  ])('%j: either', (text, dmy, mdy) => {
    expect(decide('date', [text]).problem).toEqual({
      finding: { code: 'UNDECIDED_DATE_ORDER', args: { cells: 1, dmy, mdy } },
      cell: text,
      row: 0,
    });
  });
});

describe('a column of dates', () => {
  it('is read by the cells that decide, however few', () => {
    const cells = ['03/04/2025', null, '25/12/2025', '2025-01-31', '05/05/2025', '4.3.2025'];
    expect(decide('date', cells).said).toBe('day first, 1 of 5 cells decides it');
    expect(readColumn('date', cells)).toEqual([
      '2025-04-03',
      undefined,
      '2025-12-25',
      '2025-01-31',
      '2025-05-05',
      '2025-03-04',
    ]);
  });

  it('needs no decision where day and month are equal', () => {
    expect(readColumn('date', ['03/03/2025', '12-12-2025'])).toEqual(['2025-03-03', '2025-12-12']);
  });

  it('is undecided when no cell decides', () => {
    const { problem } = decide('date', ['2025-01-31', '03/03/2025', '03/04/2025', '05/06/2025']);
    expect(problem).toMatchObject({ cell: '03/04/2025', row: 2, finding: { args: { cells: 2 } } });
  });

  it('is contradictory when cells decide both ways: the first of the fewer is named', () => {
    const { problem } = decide('date', ['13/12/2025', '12/14/2025', '15/12/2025']);
    expect(problem).toEqual({
      finding: { code: 'CONTRADICTORY_DATE_ORDER', args: { dmy: '13/12/2025', mdy: '12/14/2025' } },
      cell: '12/14/2025',
      row: 1,
    });
  });

  it('is read as asked whatever its cells say', () => {
    const cells = ['03/04/2025', '25/12/2025'];
    expect(decide('date', cells, { dateOrder: 'mdy' }).said).toBe('month first, as asked');
    expect(readColumn('date', cells, { dateOrder: 'mdy' })).toEqual(['2025-03-04', 'NOT_A_DATE']);
    expect(readColumn('date', cells, { dateOrder: 'ymd' })).toEqual(['NOT_A_DATE', 'NOT_A_DATE']);
    expect(decide('date', ['2025-03-04'], { dateOrder: 'dmy' }).said).toBeUndefined();
  });
});

describe('a column of dates printed in the style of', () => {
  it.each([
    'en-US',
    'en-GB',
    'en-CA',
    'es-ES',
    'de-DE',
    'fr-FR',
    'sv-SE',
    'it-IT',
    'pt-BR',
    'nl-NL',
    'da-DK',
    'nb-NO',
    'fi-FI',
    'pl-PL',
    'cs-CZ',
    'ja-JP',
  ])('%s reads back', (locale) => {
    const format = new Intl.DateTimeFormat(locale, {
      day: 'numeric',
      month: 'numeric',
      year: 'numeric',
      timeZone: 'UTC',
    });
    const days = fc.date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(fc.array(days), (column) => {
        // One day above the twelfth stands for the evidence that a column of any length has.
        const all = [new Date('2025-12-31'), ...column];
        const printed = all.map((day) => format.format(day));
        expect(readColumn('date', printed)).toEqual(all.map((day) => day.toISOString().slice(0, 10)));
      }),
    );
  });
});
