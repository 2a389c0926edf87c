import { describe, expect, it } from 'vitest';
import { periodOf, withWholeYears } from '../../../src/values/dates/period.js';

describe('periods in titles', () => {
  it.each([
    ['2024', '2024-01-01', '2024-12-31'],
    ['2024-02', '2024-02-01', '2024-02-29'],
    ['02/2023', '2023-02-01', '2023-02-28'],
    ['2.2024', '2024-02-01', '2024-02-29'],
    ['Jan 2024', '2024-01-01', '2024-01-31'],
    ['2024 Dezember', '2024-12-01', '2024-12-31'],
    ['août 2024', '2024-08-01', '2024-08-31'],
    ['2024M04', '2024-04-01', '2024-04-30'],
    // What a cell with a date is as text.
    ['2024-03-01', '2024-03-01', '2024-03-31'],
    ['2024-03-01T00:00:00', '2024-03-01', '2024-03-31'],
    ['Q1 2024', '2024-01-01', '2024-03-31'],
    ['2024-Q4', '2024-10-01', '2024-12-31'],
    ['2024Q2', '2024-04-01', '2024-06-30'],
    ['T3 2024', '2024-07-01', '2024-09-30'],
    ['3T 2024', '2024-07-01', '2024-09-30'],
    ['H2 2024', '2024-07-01', '2024-12-31'],
    ['1HJ 2024', '2024-01-01', '2024-06-30'],
  ])('%s is from %s to %s', (text, start, end) => expect(periodOf(text)).toEqual({ start, end }));

  it.each([
    '',
    'Jan',
    '24',
    '1949',
    '2100',
    '2024-00',
    '2024-13',
    '13/2024',
    '2024-03-02',
    '2024-03-01T12:00:00',
    'Q5 2024',
    'Q0 2024',
    'H3 2024',
    '2024 2025',
    'Sales 2024',
    'Jan 24',
    '20240101',
  ])('%j is none', (text) => expect(periodOf(text)).toBeUndefined());

  it.each<[readonly string[], readonly string[]]>([
    [
      ['Product', 'Jan-24', 'Feb-24', 'Mär 24'],
      ['Product', 'jan 2024', 'feb 2024', 'mar 2024'],
    ],
    [
      ['Jan-23', 'Feb-23', 'Mar-23', 'Jan-24'],
      ['jan 2023', 'feb 2023', 'mar 2023', 'jan 2024'],
    ],
    // These may be days.
    [
      ['Jan-23', 'Jan-24', 'Jan-25'],
      ['Jan-23', 'Jan-24', 'Jan-25'],
    ],
    [
      ['Jan-23', 'Feb-24'],
      ['Jan-23', 'Feb-24'],
    ],
    [
      ['Row-23', 'Line-23', 'Part-23'],
      ['Row-23', 'Line-23', 'Part-23'],
    ],
  ])('two digits of %j are years: %j', (titles, expected) => expect(withWholeYears(titles)).toEqual(expected));
});
