// The ways people write a day, taken apart. Which of two numbers is the day is told by the caller where the text does not say it.

import { cleanValue } from '../characters.js';
import { fold } from '../fold.js';
import { monthOf } from './month-names.js';

/** A text that looks like a date. */
export type WrittenDate =
  | { readonly form: 'day'; readonly year: number; readonly month: number; readonly day: number }
  /** Slashes or hyphens with the year last: day or month may come first. */
  | { readonly form: 'either'; readonly first: number; readonly second: number; readonly year: number }
  | { readonly form: 'short-year' };

const TIME_OF_DAY =
  /(?:T|[\s,]+)\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:\s?[ap]\.?m\.?)?(?:\s?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}))?$/i;
const YEAR_FIRST = /^(\d{4})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{1,2})\.?$/;
// "2024年3月15日" in Japanese and Chinese, the same in Korean.
const EAST_ASIAN = /^(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일](?:\s?\(.\))?$/;
const COMPACT = /^((?:19|20|21)\d{2})(\d{2})(\d{2})$/;
const DOTS = /^(\d{1,2})\s?\.\s?(\d{1,2})\s?\.\s?(\d{4}|\d{2})\.?$/;
const SLASHES = /^(\d{1,2})([-/])(\d{1,2})\2(\d{4}|\d{2})$/;
// "4 de marzo del 2025", "the 4th of March", "le 1er mars", "den 4:e mars", "o 1º de março", "1 марта 2025 г.".
const SMALL_WORDS: ReadonlySet<string> = new Set(
  'the of de del el le la den der il di do o e a г года r roku'.split(' '),
);
// How Excel's long dates begin, as "Friday, 14 March 2025": whole, and the usual short forms. Folded.
const WEEKDAYS: ReadonlySet<string> = new Set(
  [
    'monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun',
    'montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so',
    'lunes martes miércoles jueves viernes sábado domingo lun mié jue vie sáb dom',
    'lundi mardi mercredi jeudi vendredi samedi dimanche mar mer jeu ven sam dim',
    'måndag tisdag onsdag torsdag fredag lördag söndag mån tis ons tors tor fre lör sön',
    'lunedì martedì mercoledì giovedì venerdì sabato domenica gio sab',
    'segunda terça quarta quinta sexta feira seg ter qua qui sex',
    'maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma wo vr za zo',
    'mandag tirsdag lørdag søndag tir lør søn man',
    'poniedziałek wtorek środa czwartek piątek sobota niedziela',
  ].flatMap((names) => names.split(' ').map(fold)),
);
const DAY = /^(\d{1,2})(?:st|nd|rd|th|er|e|o|a)?$/;
const YEAR = /^\d{4}$/;
const SHORT_YEAR = /^\d{2}$/;
// No written date is longer; it bounds the work on hostile cells.
const MOST_CHARACTERS = 60;

/** The date in a text, a time of day behind it left out, or undefined when it is none. The day may not exist. */
export function parseDate(text: string): WrittenDate | undefined {
  const trimmed = cleanValue(text).trim();
  if (trimmed.length > MOST_CHARACTERS) return undefined;
  const bare = trimmed.replace(TIME_OF_DAY, '');
  const yearFirst = YEAR_FIRST.exec(bare);
  if (yearFirst) return dayOf(yearFirst[1], yearFirst[3], yearFirst[4]);
  const eastAsian = EAST_ASIAN.exec(bare.normalize('NFKC'));
  if (eastAsian) return dayOf(eastAsian[1], eastAsian[2], eastAsian[3]);
  const compact = COMPACT.exec(bare);
  if (compact) return dayOf(compact[1], compact[2], compact[3]);
  const dots = DOTS.exec(bare);
  if (dots) return dayOf(dots[3], dots[2], dots[1]);
  const slashes = SLASHES.exec(bare);
  if (slashes) return eitherOf(slashes[1], slashes[3], slashes[4]);
  return namedMonth(bare);
}

function dayOf(year = '', month = '', day = ''): WrittenDate {
  if (!YEAR.test(year) || year.startsWith('0')) return { form: 'short-year' };
  return { form: 'day', year: Number(year), month: Number(month), day: Number(day) };
}

function eitherOf(first = '', second = '', year = ''): WrittenDate {
  if (!YEAR.test(year) || year.startsWith('0')) return { form: 'short-year' };
  return { form: 'either', first: Number(first), second: Number(second), year: Number(year) };
}

/** Three words, after a weekday or not, in any of the orders that people use: day month year, month day year, year month day. */
function namedMonth(bare: string): WrittenDate | undefined {
  const words = fold(bare)
    .split(' ')
    .filter((word) => !SMALL_WORDS.has(word));
  while (words.length > 3 && WEEKDAYS.has(words[0] ?? '')) words.shift();
  if (words.length !== 3) return undefined;
  const [one = '', two = '', three = ''] = words;
  return (
    inOrder(three, two, one) ?? // 3 March 2025
    inOrder(three, one, two) ?? // March 3, 2025
    inOrder(one, two, three) // 2025 March 3
  );
}

function inOrder(year: string, monthWord: string, dayWord: string): WrittenDate | undefined {
  const month = monthOf(monthWord);
  const day = DAY.exec(dayWord)?.[1];
  if (month === undefined || day === undefined) return undefined;
  return YEAR.test(year) || SHORT_YEAR.test(year) ? dayOf(year, String(month), day) : undefined;
}

/** The day as `YYYY-MM-DD`, or undefined when the calendar has no such day. */
export function calendarDay(year: number, month: number, day: number): string | undefined {
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** How many days the month has, from 1 for January. */
export function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
