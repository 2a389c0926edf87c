// Serial numbers and ISO texts of workbooks as date cells. Which cells are dates is decided in cell-styles.ts.

import type { DateCell } from '../../values/cell.js';
import type { Shown } from './cell-styles.js';

const DAY_SECONDS = 86_400;
const DAY_MS = DAY_SECONDS * 1000;
/** Day 0 of the 1900 system as it counts from 1 March 1900 on: the missing day is added before that. */
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
/** The 1900 system holds 29 February 1900 as day 60, a day that never was. */
const LEAP_BUG_DAY = 60;
/** 31 December 9999, the last day that Excel shows. */
const LAST_DAY_1900 = 2_958_465;
const DAYS_1900_TO_1904 = 1462;
/** Longer durations than Excel's last day are no durations. */
const LAST_SERIAL = LAST_DAY_1900 + 1;

/**
 * Makes date cells from the numbers of one workbook, rounded to the second. Rounding never moves a date: the last
 * milliseconds of a day, as databases write its end, stay in it.
 * Undefined for a number outside of the calendar, which Excel shows as `#####`: it stays a number.
 */
export function dateReader(
  date1904: boolean,
): (serial: number, shown: Exclude<Shown, 'number'>) => DateCell | undefined {
  // A column of dates has few different days; equal ones share a cell.
  const known = {
    date: new Map<number, DateCell>(),
    month: new Map<number, DateCell>(),
    year: new Map<number, DateCell>(),
  };
  return (serial, shown) => {
    if (!(serial >= 0 && serial < LAST_SERIAL)) return undefined;
    if (shown === 'elapsed') return { kind: 'date', iso: timeText(Math.round(serial * DAY_SECONDS)), serial };
    if (!Number.isInteger(serial)) return momentCell(serial, shown, date1904);
    if (serial === 0 && shown === 'time') return { kind: 'date', iso: '00:00:00', serial };
    const days = known[shown === 'time' ? 'date' : shown];
    const same = days.get(serial);
    if (same !== undefined) return same;
    const iso = dayText(serial, date1904);
    if (iso === undefined) return undefined;
    const cell: DateCell = {
      kind: 'date',
      iso,
      serial,
      ...(shown === 'month' || shown === 'year' ? { part: shown } : {}),
    };
    if (days.size < 10_000) days.set(serial, cell);
    return cell;
  };
}

/** A number with a fraction: a time of day, or a day with a time. */
function momentCell(serial: number, shown: Shown, date1904: boolean): DateCell | undefined {
  const whole = Math.floor(serial);
  const seconds = secondsOfDay((serial - whole) * DAY_SECONDS);
  // Day 0 is no day in the 1900 system, so a fraction alone is a time of day however it is shown.
  if (serial < 1 && (shown === 'time' || !date1904)) return { kind: 'date', iso: timeText(seconds), serial };
  const day = dayText(whole, date1904);
  if (day === undefined) return undefined;
  return { kind: 'date', iso: seconds === 0 ? day : `${day}T${timeText(seconds)}`, serial };
}

/** A time of day to the second; the day's last second at the latest. */
function secondsOfDay(seconds: number): number {
  return Math.min(Math.round(seconds), DAY_SECONDS - 1);
}

/**
 * A whole day as `YYYY-MM-DD`. Days 0 and 60 of the 1900 system give `1900-01-00` and `1900-02-29`, as Excel shows them; readers
 * of values refuse them as days that are in no calendar.
 */
function dayText(day: number, date1904: boolean): string | undefined {
  if (date1904) return day <= LAST_DAY_1900 - DAYS_1900_TO_1904 ? isoDay(EPOCH_1904 + day * DAY_MS) : undefined;
  if (day > LAST_DAY_1900) return undefined;
  if (day === 0) return '1900-01-00';
  if (day === LEAP_BUG_DAY) return '1900-02-29';
  return isoDay(EPOCH_1900 + (day < LEAP_BUG_DAY ? day + 1 : day) * DAY_MS);
}

function isoDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** Seconds as `HH:MM:SS`; more than a day's hours are counted on. */
function timeText(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

const ISO = /^(?:(\d{4})-(\d{2})-(\d{2}))?(?:T?(\d{2}):(\d{2})(?::(\d{2}(?:\.\d*)?))?)?Z?$/;

/** A cell of type `d`, as strict workbooks and some programs write them; undefined when the text is no ISO date or time. */
export function isoCell(text: string, date1904: boolean): DateCell | undefined {
  const match = ISO.exec(text.trim());
  if (match === null || match[0] === '') return undefined;
  const [, year, month, day, hour = '0', minute = '0', second = '0'] = match;
  const seconds = secondsOfDay(Number(hour) * 3600 + Number(minute) * 60 + Number(second));
  const fraction = seconds / DAY_SECONDS;
  if (year === undefined) return { kind: 'date', iso: timeText(seconds), serial: fraction };
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day));
  // A month or day that the calendar does not have would have moved the date.
  if (isoDay(midnight) !== `${year}-${month}-${day}`) return undefined;
  const ms = midnight + seconds * 1000;
  const iso = seconds === 0 ? isoDay(ms) : new Date(ms).toISOString().slice(0, 19);
  return { kind: 'date', iso, serial: serialOf(ms, date1904) };
}

function serialOf(ms: number, date1904: boolean): number {
  if (date1904) return (ms - EPOCH_1904) / DAY_MS;
  const serial = (ms - EPOCH_1900) / DAY_MS;
  return serial <= LEAP_BUG_DAY ? serial - 1 : serial;
}
