// What one cell says about the order of day and month in its column. Counting and deciding is done in evidence.ts.

import { cleanValue } from '../characters.js';

/** Which of two numbers of a date is the day; `ymd` reads only dates that begin with the year. */
export type DateOrder = 'dmy' | 'mdy' | 'ymd';

/** `dmy` or `mdy` when only that order gives a month; `either` when both do, and differ. */
export type OrderVote = 'dmy' | 'mdy' | 'either' | undefined;

const YEAR_LAST = /^\s*(\d{1,2})([-/])(\d{1,2})\2\d{4}(?!\d)/;
const MONTHS = 12;
const MOST_DAYS = 31;

/** What the text says. Runs for every cell of a column, so ISO dates are passed over by a few characters. */
export function orderVote(text: string): OrderVote {
  if (text[4] === '-' && text[1] !== '-' && text[2] !== '-') return undefined;
  const [, one = '', , two = ''] = YEAR_LAST.exec(cleanValue(text)) ?? [];
  const first = Number(one);
  const second = Number(two);
  if (first === second || Math.min(first, second) < 1 || Math.max(first, second) > MOST_DAYS) return undefined;
  if (first > MONTHS) return second > MONTHS ? undefined : 'dmy';
  return second > MONTHS ? 'mdy' : 'either';
}
