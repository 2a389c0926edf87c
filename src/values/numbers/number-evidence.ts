// What one cell says about the decimal sign of its column. Counting and deciding is done in evidence.ts.

import { type Decimal, type DecimalSign, parseDecimal, plainNumberText, withoutPercent } from './number-text.js';

/** `,` or `.` when the text is a number with only that decimal sign; `either` when both read it, and differently. */
export type DecimalVote = DecimalSign | 'either' | undefined;

const DIGIT_0 = 48;
const DIGIT_9 = 57;
const COMMA = 44;
const POINT = 46;

/** What the text says. Runs for every cell of a column, so plain digits with one separator are settled without a pattern. */
export function decimalVote(text: string): DecimalVote {
  let separator = -1;
  for (let index = 0; index < text.length; index++) {
    const char = text.charCodeAt(index);
    if (char >= DIGIT_0 && char <= DIGIT_9) continue;
    if ((char !== COMMA && char !== POINT) || separator !== -1) return wholeVote(text);
    separator = index;
  }
  if (separator === -1 || separator === text.length - 1) return undefined;
  const couldGroup =
    text.length - separator === 4 && separator >= 1 && separator <= 3 && text.charCodeAt(0) !== DIGIT_0;
  if (couldGroup) return 'either';
  return text.charCodeAt(separator) === COMMA ? ',' : '.';
}

const ANY_SEPARATOR = /[.,\uff0c\uff0e]/;

function wholeVote(text: string): DecimalVote {
  if (!ANY_SEPARATOR.test(text)) return undefined;
  const plain = withoutPercent(plainNumberText(text)).text;
  const comma = parseDecimal(plain, ',');
  const point = parseDecimal(plain, '.');
  if (comma === undefined) return point && '.';
  if (point === undefined) return ',';
  return same(comma, point) ? undefined : 'either';
}

function same(a: Decimal, b: Decimal): boolean {
  return a.digits === b.digits && a.exponent === b.exponent;
}
