// Reads the period that cells of a row name together: `Q1 2024` in one cell, or `2024` beside `Q1`. Leaves which columns
// they are in to mapping/period-columns.ts.

import { type Finding, finding } from '../../problems/problem.js';
import { type Cell, isBlank } from '../cell.js';
import { cleanValue } from '../characters.js';
import { errorFinding } from '../error-cell.js';
import { parseDate } from './date-text.js';
import { type Period, periodOf } from './period.js';

/** What the title of a column calls its cells; from the longest to the one that says nothing of their length. */
export const periodWords = ['year', 'fiscal year', 'half-year', 'quarter', 'month', 'period'] as const;
export type PeriodWord = (typeof periodWords)[number];

/** A cell below a title that names periods. */
export interface PeriodCell {
  readonly word: PeriodWord;
  readonly cell: Cell;
}

/** The period of a row, undefined where all its cells are blank; or what is wrong, and with which of the cells. */
export type PeriodReading =
  | { readonly ok: true; readonly period: Period | undefined }
  | { readonly ok: false; readonly finding: Finding; readonly at: number };

/**
 * Reads cells in the order of their words. A year completes the cells behind it; the shortest period counts, and every
 * other one must contain it.
 */
export function readPeriod(cells: readonly PeriodCell[]): PeriodReading {
  if (cells.every(({ cell }) => isBlank(cell))) return { ok: true, period: undefined };
  const last = cells.length - 1;
  const periods: Period[] = [];
  let year: string | undefined;
  for (const [at, { word, cell }] of cells.entries()) {
    const error = errorFinding(cell);
    if (error !== undefined) return { ok: false, finding: error, at };
    if (isBlank(cell)) {
      if (at === last)
        return refused(at, 'fill this cell too; where the row is of a whole year, write the year here as well');
      continue;
    }
    const text = textOf(cell);
    const period = periodIn(word, text, year);
    if (period === undefined) return refused(at, cureOf(word, text, year));
    if (isYear(word)) year = period.start.slice(0, 4);
    periods.push(period);
  }
  const shortest = periods.find((one) => periods.every(({ start, end }) => start <= one.start && one.end <= end));
  if (shortest === undefined) return refused(last, 'the columns of the period contradict each other here: correct one');
  const isFiscal = periods.some(({ fiscal }) => fiscal);
  return { ok: true, period: { ...shortest, ...(isFiscal && { fiscal: true }) } };
}

function textOf(cell: Cell): string {
  if (typeof cell === 'string') return cleanValue(cell).trim();
  // A number with decimals may have lost a zero: 2024.1 was the first month, or the tenth.
  if (typeof cell === 'number') return Number.isInteger(cell) ? String(cell) : '';
  if (cell === null || typeof cell !== 'object' || cell.kind !== 'date') return '';
  const lengths = { year: 4, month: 7, day: 10 };
  return cell.iso.slice(0, lengths[cell.part ?? 'day']);
}

const FOUR_DIGITS = /^\d{4}$/;
const BARE_NUMBER = /^\d{1,2}$/;
const YEAR_AND_MONTH = /^((?:19|20)\d\d)(0[1-9]|1[0-2])$/;
const LOST_ZERO = /^\d{4}[.,]\d$/;

/** @param year of the row, where another cell has said it. */
function periodIn(word: PeriodWord, text: string, year: string | undefined): Period | undefined {
  const day = parseDate(text);
  if (day !== undefined) {
    // Programs write a month as its first day.
    return word === 'month' && day.form === 'day' && day.day === 1 ? periodOf(`${day.year}-${day.month}`) : undefined;
  }
  if (LOST_ZERO.test(text)) return undefined;
  const said = inWords(word, text);
  const isOpen = word === 'period' && BARE_NUMBER.test(text);
  const period = periodOf(said) ?? (year === undefined || isOpen ? undefined : periodOf(`${said} ${year}`));
  return period && isYear(word) && !isWholeYear(period) ? undefined : period;
}

/** The text with what its column's title says of it: 1 below `Quarter` is Q1. */
function inWords(word: PeriodWord, text: string): string {
  if (word === 'fiscal year' && FOUR_DIGITS.test(text)) return `FY${text}`;
  if (word === 'month') return text.replace(YEAR_AND_MONTH, '$1-$2');
  const letter = { quarter: 'q', 'half-year': 'h', period: '', year: '', 'fiscal year': '' }[word];
  return /\p{L}/u.test(text) ? text : text.replace(/\b\d{1,2}\b/, `${letter}$&`);
}

function isYear(word: PeriodWord): boolean {
  return word === 'year' || word === 'fiscal year';
}

function isWholeYear({ start, end }: Period): boolean {
  return start.endsWith('-01-01') && end.endsWith('-12-31');
}

function cureOf(word: PeriodWord, text: string, year: string | undefined): string {
  if (/(?:^|\D)\d\d$/.test(text) && !/\d{4}/.test(text) && (isYear(word) || !BARE_NUMBER.test(text)))
    return 'write the year with four digits, such as 2024';
  if (isYear(word)) return 'write a year, such as 2024';
  if (word === 'period' && BARE_NUMBER.test(text))
    return `write M${text} for a month or Q${text} for a quarter, with its year`;
  if (year === undefined && periodOf(`${inWords(word, text)} 2000`) !== undefined)
    return `which year is it? Write ${text} with its year, such as Q1 2024, or fill a column Year`;
  return 'write a period, such as 2024, Q1 2024, Jan 2024 or 2024-03';
}

function refused(at: number, suggestion: string): PeriodReading {
  return { ok: false, finding: finding('NOT_A_DATE', { expected: 'period', suggestion }), at };
}
