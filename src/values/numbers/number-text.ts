// The ways people type a number, taken apart exactly: digits, scale and exponent, never a binary fraction.
// Which separator is the decimal one is told by the caller; what a percent sign or a unit means is the callers' too.

import { cleanValue } from '../characters.js';
import { currencies } from './currencies.js';

export type DecimalSign = ',' | '.';

/** An exact decimal number: `digits` × 10^`exponent`. */
export interface Decimal {
  readonly negative: boolean;
  /** Digits only, zeros included; at least one. */
  readonly digits: string;
  readonly exponent: number;
}

// No number that a person means is longer; it bounds the work on hostile cells.
export const MOST_CHARACTERS = 100;

const PRINTABLE_ASCII = /^[ -~]*$/;
// No-break, figure, thin, narrow and ideographic spaces among others; the Arabic separator of thousands groups as they do.
const SPACES = /[\t\u00a0\u066c\u2000-\u200a\u202f\u205f\u3000]/g;
/** The Arabic decimal sign, which is nothing else in any column. */
const ARABIC_DECIMAL = '\u066b';
const APOSTROPHES = /[\u00b4\u0060\u2018\u2019\u02bc\uff07]/g;
const MINUSES = /[\u2212\u2010-\u2013\ufe63]/g;
// The full-width forms of East Asian keyboards repeat ASCII at this distance.
const FULL_WIDTH = /[\uff05\uff08-\uff0e\uff25\uff45]/g;
const FULL_WIDTH_OFFSET = 0xfee0;

/** The text with digits, spaces, apostrophes, minus signs and full-width characters in their plain forms, trimmed. */
export function plainNumberText(text: string): string {
  const trimmed = text.trim();
  if (PRINTABLE_ASCII.test(trimmed)) return trimmed.includes('`') ? trimmed.replace(APOSTROPHES, "'") : trimmed;
  return cleanValue(trimmed)
    .replace(FULL_WIDTH, (wide) => String.fromCharCode(wide.charCodeAt(0) - FULL_WIDTH_OFFSET))
    .replace('\u066a', '%')
    .replace(SPACES, ' ')
    .replace(APOSTROPHES, "'")
    .replace(MINUSES, '-')
    .trim();
}

/** The text without a percent sign before or after it. Expects plainNumberText. */
export function withoutPercent(plain: string): { readonly percent: boolean; readonly text: string } {
  if (plain.endsWith('%')) return { percent: true, text: plain.slice(0, -1).trim() };
  if (plain.startsWith('%')) return { percent: true, text: plain.slice(1).trim() };
  return { percent: false, text: plain };
}

// The longest sign first, so that US$ is not taken for a $ after letters.
const CURRENCY = `(?:${Object.keys(currencies)
  .sort((a, b) => b.length - a.length)
  .map((sign) => sign.replace(/[.$]/g, '\\$&'))
  .join('|')})`;
const LEADING_CURRENCY = new RegExp(`^${CURRENCY}`, 'iu');
const TRAILING_CURRENCY = new RegExp(`${CURRENCY}$`, 'iu');

/** The number in the text when this is its decimal sign, or undefined when it is none. Expects plainNumberText. */
export function parseDecimal(plain: string, decimal: DecimalSign): Decimal | undefined {
  if (plain.length > MOST_CHARACTERS) return undefined;
  const { negative, body } = unwrap(plain);
  return parseBody(body.replace(ARABIC_DECIMAL, decimal), negative, decimal);
}

/** The currency before or after a number, as it is written; '' when there is none. Expects plainNumberText. */
export function currencyBeside(plain: string): string {
  return plain.length > MOST_CHARACTERS ? '' : unwrap(plain).currency;
}

/** Takes off one currency and one sign (or the brackets of accountants), in whatever order they stand. */
function unwrap(plain: string): { negative: boolean; body: string; currency: string } {
  let body = plain;
  let sign = '';
  let currency = '';
  for (;;) {
    const before = body;
    if (sign === '') {
      sign = signOf(body);
      if (sign === '()') body = body.slice(1, -1).trim();
      else if (sign === 'trailing') body = body.slice(0, -1).trim();
      else if (sign !== '') body = body.slice(1).trim();
    }
    if (currency === '') {
      currency = (LEADING_CURRENCY.exec(body) ?? TRAILING_CURRENCY.exec(body))?.[0] ?? '';
      if (currency !== '') {
        body = (body.startsWith(currency) ? body.slice(currency.length) : body.slice(0, -currency.length)).trim();
      }
    }
    if (body === before) return { negative: sign !== '' && sign !== '+', body, currency };
  }
}

const NO_CENTS = /\d[.,][-\u2014]+$/;

function signOf(body: string): '' | '+' | '-' | 'trailing' | '()' {
  if (body.startsWith('-')) return '-';
  if (body.startsWith('+')) return '+';
  // "12.-" and "12,--" have no cents (Switzerland, the Netherlands); a minus sign behind a number stands behind a digit.
  if (body.endsWith('-') && !NO_CENTS.test(body)) return 'trailing';
  return body.startsWith('(') && body.endsWith(')') ? '()' : '';
}

/** Whole part (plain or in groups of three) and fraction; the group sign is captured to be the same throughout. */
function fixedPattern(decimal: DecimalSign): RegExp {
  const other = decimal === '.' ? ',' : '\\.';
  // Thousands, then groups of two, as India writes them; always with commas.
  const indian = decimal === '.' ? '|[1-9]\\d?(?:,\\d\\d)+,\\d{3}' : '';
  return new RegExp(
    `^(\\d+|[1-9]\\d{0,2}([ '${other}])\\d{3}(?:\\2\\d{3})*${indian})?(?:\\${decimal}(\\d+|[-\u2014]{1,2}))?$`,
  );
}
const FIXED = { '.': fixedPattern('.'), ',': fixedPattern(',') };
const SCIENTIFIC = {
  '.': /^(\d+)(?:\.(\d+))?e([+-]?\d{1,4})$/i,
  ',': /^(\d+)(?:,(\d+))?e([+-]?\d{1,4})$/i,
};

function parseBody(body: string, negative: boolean, decimal: DecimalSign): Decimal | undefined {
  const fixed = FIXED[decimal].exec(body);
  const scientific = fixed === null ? SCIENTIFIC[decimal].exec(body) : null;
  const whole = (fixed ?? scientific)?.[1]?.replace(/\D/g, '') ?? '';
  const fraction = (fixed?.[3] ?? scientific?.[2] ?? '').replace(/\D/g, '');
  const digits = whole + fraction;
  if (digits === '') return undefined;
  return { negative, digits, exponent: Number(scientific?.[3] ?? 0) - fraction.length };
}

/** How many digits carry information: zeros before the first and after the last other digit do not. */
export function significantDigits({ digits }: Decimal): number {
  return digits.replace(/^0+/, '').replace(/0+$/, '').length;
}

/** Below this, numbers have fewer than 15 digits (IEEE 754 subnormal numbers). */
export const SMALLEST = Number.MIN_VALUE * 2 ** 52;

/** The nearest JS number to the decimal × 10^`shift`; undefined when it is too large or too small for one. */
export function toNumber({ negative, digits, exponent }: Decimal, shift = 0): number | undefined {
  const size = Number(`${digits}e${exponent + shift}`);
  const vanishes = size < SMALLEST && /[1-9]/.test(digits);
  if (!Number.isFinite(size) || vanishes) return undefined;
  return negative && size !== 0 ? -size : size;
}
