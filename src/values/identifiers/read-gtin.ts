// Reads a cell as a GTIN and verifies its check digit. That it has at most 14 digits is left to validation.

import { finding } from '../../problems/problem.js';
import type { Cell } from '../cell.js';
import { type Reading, read, unread } from '../reading.js';
import { restoredGtin } from './gtin-length.js';
import { readIdentifier } from './read-identifier.js';

const SEPARATORS = /[\s\u2010-\u2015-]/g;
const DIGITS = /^\d+$/;
// A shorter GTIN is the longest one with zeros before it (GS1 General Specifications, 3.3).
const MOST_DIGITS = 14;
// "8.71E+12", once it is a number again: no company has so few digits, and every item the number 0.
const ROUNDED = /^\d{1,5}0{8,}$/;

/**
 * The digits of a GTIN, with the leading zeros that a spreadsheet took where the check digit proves it a GTIN. A wrong check
 * digit is a warning: the code may still be what the supplier uses. `lengths`: of the column's codes, most frequent first.
 */
export function readGtin(cell: Cell, lengths: readonly number[] = []): Reading<string | undefined> {
  const code = readIdentifier(cell);
  if (!code.ok || code.value === undefined) return code;
  const digits = code.value.replace(SEPARATORS, '');
  if (!DIGITS.test(digits)) return unread(finding('NOT_DIGITS', {}));
  if (ROUNDED.test(digits)) return unread(finding('LOST_DIGITS', {}));
  if (digits.length <= MOST_DIGITS) {
    const right = digits.slice(0, -1) + checkDigit(digits.slice(0, -1));
    if (right !== digits) return read(digits, finding('GTIN_CHECK_DIGIT', { right }));
  }
  const gtin = restoredGtin(digits, cell, lengths);
  return read(gtin, gtin === code.value ? undefined : finding('READ_AS', { read: gtin }));
}

/** The check digit of a GTIN's other digits: weights 3 and 1 in turn from the right (GS1 General Specifications, 7.9). */
function checkDigit(digits: string): number {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const fromRight = digits.length - 1 - index;
    sum += Number(digits[index]) * (fromRight % 2 === 0 ? 3 : 1);
  }
  return (10 - (sum % 10)) % 10;
}
