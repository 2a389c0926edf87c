// The month, quarter or year that a report is about, as its options name it. Fiscal years may begin in another month than January.

import { daysIn } from './date-text.js';

/** A reporting period: its days, first and last, as `YYYY-MM-DD`. */
export interface ReportingPeriod {
  /** For people, as `October 2026` or `Fiscal year 2026`. */
  readonly label: string;
  readonly start: string;
  readonly end: string;
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** The period of `2026-10`; undefined where the text is no month. */
export function monthPeriod(text: string): ReportingPeriod | undefined {
  const [, year, month] = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text) ?? [];
  return year === undefined ? undefined : span(monthName(text), Number(year), Number(month), 1);
}

/**
 * The period of `2026-Q3`; undefined where the text is no quarter.
 * @param fiscalStart the month, from 1, in which the fiscal year begins; the year is named by the calendar year of that month.
 */
export function quarterPeriod(text: string, fiscalStart: number): ReportingPeriod | undefined {
  const [, year, quarter] = /^(\d{4})-?Q([1-4])$/i.exec(text) ?? [];
  if (year === undefined) return undefined;
  const label = `Q${quarter} of ${fiscalStart === 1 ? '' : 'fiscal year '}${year}`;
  return span(label, Number(year), fiscalStart + (Number(quarter) - 1) * 3, 3);
}

/** The period of `2026`; undefined where the text is no year. @param fiscalStart as for quarters */
export function yearPeriod(text: string, fiscalStart: number): ReportingPeriod | undefined {
  if (!/^\d{4}$/.test(text)) return undefined;
  return span(fiscalStart === 1 ? `Year ${text}` : `Fiscal year ${text}`, Number(text), fiscalStart, 12);
}

/** The calendar year in which most days of a period lie; the earlier one of two equals. */
export function mainYear({ start, end }: Pick<ReportingPeriod, 'start' | 'end'>): string {
  const [first, last] = [start.slice(0, 4), end.slice(0, 4)];
  const turn = Date.parse(`${last}-01-01`);
  return turn - Date.parse(start) >= Date.parse(end) + DAY_MS - turn ? first : last;
}

/** `2026-10` as `October 2026`. */
function monthName(month: string): string {
  return `${MONTHS[Number(month.slice(5, 7)) - 1]} ${month.slice(0, 4)}`;
}

const DAY_MS = 86_400_000;

/** @param month from 1; beyond 12 it is in the next year. */
function span(label: string, year: number, month: number, months: number): ReportingPeriod {
  const day = (at: number, dayOf: (year: number, month: number) => number) => {
    const [inYear, inMonth] = [year + Math.floor((at - 1) / 12), ((at - 1) % 12) + 1];
    const parts = [inMonth, dayOf(inYear, inMonth)].map((part) => String(part).padStart(2, '0'));
    return [String(inYear).padStart(4, '0'), ...parts].join('-');
  };
  return { label, start: day(month, () => 1), end: day(month + months - 1, daysIn) };
}
