// A year, half-year, quarter or month as people title a column with it: its first and last day.

import { fold } from '../fold.js';
import { calendarDay, daysIn } from './date-text.js';
import { monthOf } from './month-names.js';

/** The days of a period, as `YYYY-MM-DD`. */
export interface Period {
  readonly start: string;
  readonly end: string;
  /** Whether it was written as a fiscal year, which need not be the calendar year that the days are. */
  readonly fiscal?: true;
}

const YEAR = /^(?:19[5-9]|20)\d\d$/;
// Quarters are also T (trimestre), half-years H, S (semestre) or HJ (Halbjahr).
const PART = /^(?:(q|t|h|s|hj)(\d)|(\d)(q|t|h|s|hj))$/;
const MONTHS: Readonly<Record<string, number>> = { q: 3, t: 3, h: 6, s: 6, hj: 6 };

const QUARTER = '(?:quarter|quartal|trimestre|trimester|kwartaal|kvartal|kwartal|ctvrtleti|neljannes|qtr)';
const WRITTEN_QUARTER = new RegExp(`\\b(?:(\\d)(?:st|nd|rd|th|er|e|o|a)? ${QUARTER}|${QUARTER} (\\d))\\b`);

/** The period that a whole text stands for, such as `2024`, `Q1 2024`, `Jan 2024`, `2024-01` or `01/2024`. */
export function periodOf(text: string): Period | undefined {
  const fiscal = /^fy ?(\d{4})$/.exec(fold(text))?.[1];
  if (fiscal !== undefined)
    return YEAR.test(fiscal) ? { start: `${fiscal}-01-01`, end: `${fiscal}-12-31`, fiscal: true } : undefined;
  const words = fold(text)
    .replace(WRITTEN_QUARTER, 'q$1$2')
    .replace(/^(\d{4}) ?([qths]j?\d|m\d\d?)$/, '$1 $2')
    .split(' ');
  const year = words.find((word) => YEAR.test(word));
  if (year === undefined) return undefined;
  const rest = words.filter((word) => word !== year);
  // A date that stands for its month is its first day, perhaps at midnight.
  const [first = '', ...others] = rest;
  if (words[0] === year && others.length > 0)
    return others.every(isBeginning) ? partOf(Number(year), first) : undefined;
  if (rest.length === 0) return span(Number(year), 1, 12);
  return rest.length === 1 ? partOf(Number(year), first) : undefined;
}

function isBeginning(word: string, index: number): boolean {
  return index === 0 ? /^0?1(?:t00)?$/.test(word) : /^0+$/.test(word);
}

function partOf(year: number, word: string): Period | undefined {
  const month = /^m?\d\d?$/.test(word) ? Number(word.replace('m', '')) : monthOf(word);
  if (month !== undefined) return month >= 1 && month <= 12 ? span(year, month, 1) : undefined;
  const [, letter, number, numberBefore, letterAfter] = PART.exec(word) ?? [];
  const months = MONTHS[letter ?? letterAfter ?? ''];
  const part = Number(number ?? numberBefore);
  if (months === undefined || part < 1 || part * months > 12) return undefined;
  return span(year, (part - 1) * months + 1, months);
}

function span(year: number, month: number, months: number): Period | undefined {
  const last = month + months - 1;
  const start = calendarDay(year, month, 1);
  const end = calendarDay(year, last, daysIn(year, last));
  return start === undefined || end === undefined ? undefined : { start, end };
}

/**
 * The days of a row as people name them: `2025-03`, `2025-Q1`, `2025-H1`, `2025`, else both days; the month of a single day.
 * @param start '' for a period without a beginning; likewise `end`.
 */
export function periodTitle(start: string, end: string): string {
  if (start === '' && end === '') return '';
  if (start === '') return `until ${end}`;
  if (end === '') return `from ${start}`;
  if (start === end) return start.slice(0, 'YYYY-MM'.length);
  const [year = '', month = '', day] = start.split('-');
  const months = (Number(end.slice(0, 4)) - Number(year)) * 12 + Number(end.slice(5, 7)) - Number(month) + 1;
  const whole = day === '01' && span(Number(year), Number(month), months)?.end === end;
  const part = (Number(month) - 1) / months + 1;
  if (!whole || !Number.isInteger(part) || ![1, 3, 6, 12].includes(months)) return `${start} to ${end}`;
  if (months === 12) return year;
  return months === 1 ? `${year}-${month}` : `${year}-${months === 3 ? 'Q' : 'H'}${part}`;
}

const MONTH_AND_TWO_DIGITS = /^(\p{L}+) (\d\d)$/u;

/**
 * Writes out the two-digit years of titles such as `Jan-24`, which may also be days. They are years where the titles have
 * more different months than numbers.
 */
export function withWholeYears(titles: readonly string[]): readonly string[] {
  const short = titles.map((title) => MONTH_AND_TWO_DIGITS.exec(fold(title)));
  const parts = short.flatMap((match) => (match && monthOf(match[1] ?? '') ? [match] : []));
  const months = new Set(parts.map(([, month]) => month));
  const numbers = new Set(parts.map(([, , number]) => number));
  if (months.size <= numbers.size) return titles;
  return titles.map((title, index) => {
    const match = short[index];
    return match && parts.includes(match) ? `${match[1]} 20${match[2]}` : title;
  });
}
