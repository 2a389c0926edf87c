// Whether a day is likely for its field: not one that programs write for none, in a plausible range of years, not ahead of today
// where nothing may be.

import type { DateField } from '../datasets/field.js';
import { type Finding, finding } from '../problems/problem.js';
import type { PlausibleDays } from '../values/evidence.js';

/** Days that stand for none: of SQL databases, of .NET, of day numbers, and the last ones that programs know. */
const EMPTY_DAYS: ReadonlySet<string> = new Set([
  '1753-01-01',
  '1899-12-30',
  '1899-12-31',
  '1900-01-01',
  '2999-12-31',
  '9999-12-31',
]);

/** What is wrong with a day; undefined for a likely one. Without plausible days, only those that stand for none are wrong. */
export function dayFinding(day: string, { range }: DateField, days: PlausibleDays | undefined): Finding | undefined {
  if (EMPTY_DAYS.has(day)) return finding('EMPTY_DATE', {});
  if (range === undefined || days === undefined) return undefined;
  const { first, last, today } = days;
  if (day < first || day > last) return finding('IMPLAUSIBLE_DATE', { first, last });
  return range === 'past' && day > today ? finding('BEYOND_TODAY', { date: day, today }) : undefined;
}

/** The plausible days: from 1990 to the end of next year, or the years that were asked for. @param now Milliseconds since 1970. */
export function plausibleDays(
  now: number,
  { datesFrom, datesTo }: { readonly datesFrom?: number | undefined; readonly datesTo?: number | undefined },
): PlausibleDays {
  const today = new Date(now).toISOString().slice(0, 10);
  const year = (value: number): string => String(value).padStart(4, '0');
  return {
    first: `${year(datesFrom ?? 1990)}-01-01`,
    last: `${year(datesTo ?? Number(today.slice(0, 4)) + 1)}-12-31`,
    today,
  };
}
