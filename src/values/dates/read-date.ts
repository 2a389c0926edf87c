// Reads a cell as a calendar day. The order of day and month is decided over the whole column, in evidence.ts.

import { type Finding, finding } from '../../problems/problem.js';
import { type Cell, type DateCell, isBlank } from '../cell.js';
import { cleanValue } from '../characters.js';
import { type Reading, read, unread } from '../reading.js';
import type { DateOrder } from './date-evidence.js';
import { calendarDay, parseDate, type WrittenDate } from './date-text.js';
import { periodOf } from './period.js';

/** Which day a month, quarter or year stands for: its first in a column where periods start, its last where they end. */
export type Edge = 'first' | 'last';

/** The day in a cell as `YYYY-MM-DD`; a time of day is left out. Without an edge, a month is no day. */
export function readDate(cell: Cell, order: DateOrder, edge?: Edge): Reading<string | undefined> {
  if (isBlank(cell)) return read(undefined);
  if (typeof cell === 'string') return readDateText(cell, order, edge);
  if (typeof cell === 'number') return readBareNumber(String(cell), edge);
  if (typeof cell === 'object' && cell?.kind === 'date' && ISO_DAY.test(cell.iso)) return readDateCell(cell, edge);
  return unread(notADate());
}

function readDateCell({ iso, part }: DateCell, edge: Edge | undefined): Reading<string> {
  const day = iso.slice(0, 10);
  if (isEmptyDate(day)) return unread(finding('EMPTY_DATE', {}));
  // Excel makes the first day of the month of "Mar 2024".
  const whole = part === 'month' ? day.slice(0, 7) : day.slice(0, 4);
  if (edge === 'last' && part !== undefined && day === periodOf(whole)?.start) return readPeriod(whole, edge);
  return calendar(calendarDay(Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8))));
}

/** The first or last day of a period that is written in a cell. */
function readPeriod(text: string, edge: Edge | undefined): Reading<string> {
  const period = periodOf(text);
  if (period === undefined) return unread(notADate());
  if (edge === undefined) return unread(notADate('this is no single day: write a day of it, as YYYY-MM-DD'));
  const day = edge === 'first' ? period.start : period.end;
  return read(day, period.fiscal ? finding('FISCAL_YEAR', { read: day }) : finding('READ_AS', { read: day }));
}

const NO_DAY =
  /^0+([-/.]?)0+\1?0*$|^(?:1900-0?1-0?0|0?0([./-])0?1\2?[./-]1900|0?1[./-]0?0[./-]1900|0001-01-01|0?1[./]0?1[./]0001)$/;

/** Whether a text is one of those that programs write where there is no date, and that are no day of any calendar. */
function isEmptyDate(text: string): boolean {
  return NO_DAY.test(text);
}

const ISO_DAY = /^\d{4}-\d{2}-\d{2}(?!\d)/;
const BARE_NUMBER = /^\d{1,7}(?:[.,]\d+)?$/;

function readDateText(text: string, order: DateOrder, edge: Edge | undefined): Reading<string> {
  if (isPlainDay(text)) return read(text);
  const plain = cleanValue(text).trim();
  if (isEmptyDate(plain.replace(/[T ][\d:.]+Z?$/, ''))) return unread(finding('EMPTY_DATE', {}));
  const written = parseDate(plain);
  if (written !== undefined) return readWritten(written, order);
  return BARE_NUMBER.test(plain) && !YEAR_AND_MONTH.test(plain)
    ? readBareNumber(plain.replace(',', '.'), edge)
    : readPeriod(plain, edge);
}

/** `2024.03`: no day number has so few digits before its point. */
const YEAR_AND_MONTH = /^(?:19|20)\d\d\.(?:0[1-9]|1[0-2])$/;

/** What most files hold: a day as it is to be read, that exists in every month. parseDate would come to the same. */
function isPlainDay(text: string): boolean {
  if (text.length !== 10 || text.charCodeAt(4) !== HYPHEN || text.charCodeAt(7) !== HYPHEN) return false;
  for (let index = 1; index < 4; index++) if (!(digitAt(text, index) <= 9)) return false;
  const month = digitAt(text, 5) * 10 + digitAt(text, 6);
  const day = digitAt(text, 8) * 10 + digitAt(text, 9);
  const exists = month >= 1 && month <= 12 && day >= 1 && day <= 28;
  return exists && digitAt(text, 0) >= 1 && digitAt(text, 0) <= 9;
}

const HYPHEN = 45;
const DIGIT_0 = 48;

/** The digit at this place; NaN when another character stands there. */
function digitAt(text: string, index: number): number {
  const digit = text.charCodeAt(index) - DIGIT_0;
  return digit >= 0 && digit <= 9 ? digit : Number.NaN;
}

function readWritten(written: WrittenDate, order: DateOrder): Reading<string> {
  if (written.form === 'short-year') return unread(notADate('write the year with four digits, best as YYYY-MM-DD'));
  if (written.form === 'day') return calendar(calendarDay(written.year, written.month, written.day));
  const { first, second, year } = written;
  const dayFirst = calendarDay(year, second, first);
  const monthFirst = calendarDay(year, first, second);
  const [day, otherwise] = order === 'mdy' ? [monthFirst, dayFirst] : [dayFirst, monthFirst];
  if (order === 'ymd' && first !== second) return unread(yearLast(dayFirst, monthFirst));
  // The calendar knows the day only in the order that the column does not use: a slip to be asked about, not to be guessed.
  return day === undefined && otherwise !== undefined ? unread(notADate(otherwise)) : calendar(day);
}

/** A date with its year last where only dates with their year first are read. */
function yearLast(dayFirst: string | undefined, monthFirst: string | undefined): Finding {
  if (dayFirst === undefined && monthFirst === undefined) return finding('IMPOSSIBLE_DATE', {});
  return dayFirst !== undefined && monthFirst !== undefined ? notADate() : notADate(dayFirst ?? monthFirst);
}

function calendar(day: string | undefined): Reading<string> {
  return day === undefined ? unread(finding('IMPOSSIBLE_DATE', {})) : read(day);
}

// Excel's day numbers of the 1900 system: 60 is a 29 February 1900 that never was, 2958465 is the last day of 9999.
const DAY_BEFORE_FIRST_SAFE = 60;
const LAST_SERIAL = 2_958_465;
const SERIAL_EPOCH = Date.UTC(1899, 11, 30);
const DAY_MS = 86_400_000;

/** `20250302` is a day; any other number is refused, naming the day it would be in a spreadsheet. */
function readBareNumber(text: string, edge: Edge | undefined): Reading<string> {
  if (Number(text) === 0) return unread(finding('EMPTY_DATE', {}));
  const written = parseDate(text);
  if (written !== undefined) return readWritten(written, 'ymd');
  if (edge !== undefined && couldBeYear(text)) return readPeriod(text, edge);
  const serial = Math.floor(Number(text));
  if (!(serial > DAY_BEFORE_FIRST_SAFE) || serial > LAST_SERIAL || couldBeYear(text)) return unread(notADate());
  const day = new Date(SERIAL_EPOCH + serial * DAY_MS).toISOString().slice(0, 10);
  return unread(notADate(`format the cell as a date: the day number ${text} would be ${day}`));
}

function couldBeYear(text: string): boolean {
  return /^(?:19|20|21)\d{2}$/.test(text);
}

function notADate(suggestion?: string): Finding {
  return finding('NOT_A_DATE', { suggestion });
}
