import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mainYear, monthPeriod, quarterPeriod, yearPeriod } from '../../../src/values/dates/reporting-period.js';

describe('a reporting period', () => {
  it.each([
    ['2026-10', 'October 2026', '2026-10-01', '2026-10-31'],
    ['2024-02', 'February 2024', '2024-02-01', '2024-02-29'],
    ['2026-12', 'December 2026', '2026-12-01', '2026-12-31'],
  ])('reads the month %s', (text, label, start, end) => {
    expect(monthPeriod(text)).toEqual({ label, start, end });
  });

  it.each([
    ['2026-Q3', 1, 'Q3 of 2026', '2026-07-01', '2026-09-30'],
    ['2026-q1', 4, 'Q1 of fiscal year 2026', '2026-04-01', '2026-06-30'],
    ['2026Q4', 4, 'Q4 of fiscal year 2026', '2027-01-01', '2027-03-31'],
    ['2026-Q4', 2, 'Q4 of fiscal year 2026', '2026-11-01', '2027-01-31'],
  ])('reads the quarter %s of a year that begins in month %i', (text, fiscalStart, label, start, end) => {
    expect(quarterPeriod(text, fiscalStart)).toEqual({ label, start, end });
  });

  it.each([
    ['2026', 1, 'Year 2026', '2026-01-01', '2026-12-31', '2026'],
    ['2026', 4, 'Fiscal year 2026', '2026-04-01', '2027-03-31', '2026'],
    ['2026', 10, 'Fiscal year 2026', '2026-10-01', '2027-09-30', '2027'],
    ['2026', 7, 'Fiscal year 2026', '2026-07-01', '2027-06-30', '2026'],
  ])('reads the year %s that begins in month %i', (text, fiscalStart, label, start, end, main) => {
    expect(yearPeriod(text, fiscalStart)).toEqual({ label, start, end });
    expect(mainYear({ start, end })).toBe(main);
  });

  it.each(['2026-13', '2026-1', '10-2026', '2026-00', ''])('reads no month in %j', (text) => {
    expect(monthPeriod(text)).toBeUndefined();
  });

  it('has four quarters that make the year, whenever it begins', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1990, max: 2100 }), fc.integer({ min: 1, max: 12 }), (year, start) => {
        const quarters = [1, 2, 3, 4].map((number) => quarterPeriod(`${year}-Q${number}`, start)!);
        const whole = yearPeriod(String(year), start)!;
        expect([quarters[0]!.start, quarters[3]!.end]).toEqual([whole.start, whole.end]);
        const gaps = quarters.slice(1).map((one, index) => Date.parse(one.start) - Date.parse(quarters[index]!.end));
        expect(gaps).toEqual([86_400_000, 86_400_000, 86_400_000]);
      }),
    );
  });
});
