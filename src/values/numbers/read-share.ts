// Reads a cell as a share from 0 to 1. A percentage needs its sign; whether the share is in range is left to validation.

import { finding } from '../../problems/problem.js';
import type { Cell } from '../cell.js';
import { type Reading, read, unread } from '../reading.js';
import { converted } from './convert.js';
import { type DecimalSign, parseDecimal, plainNumberText, withoutPercent } from './number-text.js';
import { readDecimal, readNumber } from './read-number.js';

const PERCENT_EXPONENT = -2;
const PERCENT_SIGN = /[%\u066a\uff05]/;

/**
 * The share in a cell: `0,25` and `25 %` are both 0.25; a bare 25 is refused, for it may be either.
 * @param inPercent whether bare numbers of the column are per cent.
 * @param isExported see readNumber.
 */
export function readShare(
  cell: Cell,
  decimal: DecimalSign,
  inPercent = false,
  isExported = false,
): Reading<number | undefined> {
  if (typeof cell === 'string' && PERCENT_SIGN.test(cell)) {
    const { percent, text } = withoutPercent(plainNumberText(cell));
    const parsed = percent ? parseDecimal(text, decimal) : undefined;
    if (parsed !== undefined) return readDecimal(parsed, PERCENT_EXPONENT);
  }
  const number = readNumber(cell, decimal, isExported);
  if (!number.ok || number.value === undefined) return number;
  if (inPercent) return read(converted(number.value, PERCENT_EXPONENT));
  if (number.value <= 1 || number.value > 100) return number;
  const share = String(converted(number.value, PERCENT_EXPONENT));
  const suggestion = typeof cell === 'string' ? share.replace('.', decimal) : share;
  return unread(finding('SHARE_AS_PERCENT', { suggestion }));
}
