// Reads a cell as a number without losing a digit. The decimal sign is decided over the whole column, in evidence.ts.

import { finding } from '../../problems/problem.js';
import { type Cell, isBlank } from '../cell.js';
import { type Reading, read, unread } from '../reading.js';
import {
  type Decimal,
  type DecimalSign,
  MOST_CHARACTERS,
  parseDecimal,
  plainNumberText,
  SMALLEST,
  significantDigits,
  toNumber,
  withoutPercent,
} from './number-text.js';

// What Excel keeps, and what every double holds exactly (ECMA-376 Part 1, 18.18.11; IEEE 754 DBL_DIG).
const MOST_DIGITS = 15;
const MOST_EXACT = 1e15;

/**
 * The number in a cell; typed numbers are taken at the 15 digits that a spreadsheet shows.
 * @param isExported whether an export has written it, so that a text of more digits is taken at 15, too.
 */
export function readNumber(cell: Cell, decimal: DecimalSign, isExported = false): Reading<number | undefined> {
  if (typeof cell === 'number') return readTypedNumber(cell);
  if (isBlank(cell)) return read(undefined);
  if (typeof cell === 'string') return readNumberText(cell, decimal, isExported);
  return notANumber(typeof cell === 'boolean' ? undefined : 'format the cell as a number and enter it again');
}

/** A stored number without the binary noise behind its 15th digit. */
function readTypedNumber(value: number): Reading<number> {
  if (!Number.isFinite(value)) return notANumber(undefined);
  if (Number.isInteger(value) && value < MOST_EXACT && value > -MOST_EXACT) return read(value === 0 ? 0 : value);
  const rounded = Number(value.toPrecision(MOST_DIGITS));
  // The largest doubles would be rounded up to infinity; the smallest have fewer than 15 digits.
  const isWhole = Number.isFinite(rounded) && Math.abs(rounded) >= SMALLEST;
  return isWhole ? read(rounded) : notANumber(undefined);
}

function readNumberText(text: string, decimal: DecimalSign, isExported: boolean): Reading<number> {
  const simple = simpleNumber(text, decimal);
  if (simple !== undefined) return read(simple);
  const plain = plainNumberText(text);
  const parsed = parseDecimal(plain, decimal);
  if (parsed === undefined) return notANumber(suggest(plain, decimal));
  return isExported && significantDigits(parsed) > MOST_DIGITS
    ? readTypedNumber(toNumber(parsed) ?? Number.NaN)
    : readDecimal(parsed);
}

/** An exact decimal × 10^`shift` as a number, or TOO_PRECISE. */
export function readDecimal(parsed: Decimal, shift = 0): Reading<number> {
  const digits = significantDigits(parsed);
  if (digits > MOST_DIGITS) return unread(finding('TOO_PRECISE', { digits }));
  const value = toNumber(parsed, shift);
  return value === undefined ? notANumber(undefined) : read(value);
}

/**
 * Most cells by far: at most 15 characters, digits and perhaps one decimal sign. The digits and the power of ten are exact
 * doubles, so that their quotient is the nearest double to the number (IEEE 754, correctly rounded division).
 */
function simpleNumber(text: string, decimal: DecimalSign): number | undefined {
  const { length } = text;
  if (length > MOST_DIGITS) return undefined;
  const separator = decimal === '.' ? POINT : COMMA;
  let digits = 0;
  let decimals = -1;
  for (let index = 0; index < length; index++) {
    const char = text.charCodeAt(index);
    if (char >= DIGIT_0 && char <= DIGIT_9) digits = digits * 10 + (char - DIGIT_0);
    else if (char !== separator || decimals !== -1 || index === length - 1) return undefined;
    else decimals = length - 1 - index;
  }
  return decimals === -1 ? digits : digits / (POWERS_OF_TEN[decimals] ?? Number.NaN);
}

const COMMA = 44;
const POINT = 46;
const POWERS_OF_TEN = Array.from({ length: MOST_DIGITS }, (_, exponent) => 10 ** exponent);

const DIGIT_0 = 48;
const DIGIT_9 = 57;

const NUMBER_AND_UNIT = /^(.*\d)\s*(\p{L}[\p{L}\p{M}\d²³/.·*^° -]{0,30})$/u;

// Words for thousands and millions, that nobody's unit column holds.
const MAGNITUDES: ReadonlySet<string> = new Set(
  'k k€ tsd tausend thousand thousands mil miles mille tusen m€ mio mill million millions millionen millones miljoner mn mln md mrd bn milliard milliarden billion'.split(
    ' ',
  ),
);

/** What to write instead, in the separators that the person used. */
function suggest(plain: string, decimal: DecimalSign): string | undefined {
  if (plain.length > MOST_CHARACTERS) return undefined;
  const { percent, text } = withoutPercent(plain);
  if (percent && parseDecimal(text, decimal)) return `write ${text}, without the percent sign`;
  const other = decimal === '.' ? ',' : '.';
  const elsewhere = parseDecimal(plain, other);
  if (elsewhere !== undefined) {
    return `the column has decimal ${decimal === '.' ? 'points' : 'commas'}: write ${written(elsewhere, decimal)}`;
  }
  const [, amount = '', unit = ''] = NUMBER_AND_UNIT.exec(plain) ?? [];
  if (amount === '' || (parseDecimal(amount, decimal) ?? parseDecimal(amount, other)) === undefined) return undefined;
  const word = unit.trim().replace(/\.$/, '');
  if (MAGNITUDES.has(word.toLowerCase()) || word === 'M') return `write the number in full, without "${word}"`;
  return `write ${amount} and put the unit "${unit}" in the unit column`;
}

function written(parsed: Decimal, decimal: DecimalSign): string | undefined {
  return toNumber(parsed)?.toString().replace('.', decimal);
}

function notANumber(suggestion: string | undefined): Reading<never> {
  return unread(finding('NOT_A_NUMBER', { suggestion }));
}
