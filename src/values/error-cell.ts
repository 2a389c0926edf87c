// Recognises a spreadsheet's error values: typed ones, and their texts, which is all that is left of them in a CSV file.

import { type Finding, finding } from '../problems/problem.js';
import type { Cell, ErrorCell } from './cell.js';

/**
 * A formula that no spreadsheet program has calculated yet: Python scripts and other writers leave formulas without a result.
 * The text is our own, since Excel has none for it, and is recognised where it comes back from a CSV file.
 */
export const NEVER_CALCULATED: ErrorCell = { kind: 'error', code: '#NOT_CALCULATED!' };

/** A posting whose debit and credit are both filled, where one amount is read of the two columns. */
export const DEBIT_AND_CREDIT: ErrorCell = { kind: 'error', code: '#DEBIT_AND_CREDIT!' };

// Excel's error values in English, then where German, Spanish, French and Swedish differ.
const ERROR_TEXTS: ReadonlySet<string> = new Set(
  (
    '#N/A #REF! #VALUE! #DIV/0! #NAME? #NULL! #NUM! #SPILL! #CALC! #FIELD! #BLOCKED! #CONNECT! #UNKNOWN! ' +
    '#NV #BEZUG! #WERT! #ZAHL! #ÜBERLAUF! ' +
    '#N/D #¡REF! #¡VALOR! #¡DIV/0! #¿NOMBRE? #¡NULO! #¡NUM! ' +
    '#VALEUR! #NOM? #NUL! #NOMBRE! ' +
    `${NEVER_CALCULATED.code} ` +
    '#SAKNAS! #REFERENS! #VÄRDEFEL! #DIVISION/0! #NAMN? #SKÄRNING! #OGILTIGT!'
  ).split(' '),
);
// What a column that is too narrow shows, and some programs then save.
const OVERFLOW = /^#{3,}$/;
const HASH = 35;

/** What is wrong with a cell that holds an error; undefined for any other. */
export function errorFinding(cell: Cell): Finding | undefined {
  const error = errorOf(cell);
  if (error === undefined) return undefined;
  if (error === DEBIT_AND_CREDIT.code) return finding('DEBIT_AND_CREDIT', {});
  return error === NEVER_CALCULATED.code ? finding('NOT_CALCULATED', {}) : finding('ERROR_CELL', { error });
}

/** The error that stands in the cell, or undefined. */
function errorOf(cell: Cell): string | undefined {
  if (typeof cell === 'object') return cell?.kind === 'error' ? cell.code : undefined;
  if (typeof cell !== 'string' || !mayBegin(cell)) return undefined;
  const text = cell.trim();
  return ERROR_TEXTS.has(text.toUpperCase()) || OVERFLOW.test(text) ? text : undefined;
}

/** Most cells do not begin like an error, and are not looked at further. */
function mayBegin(text: string): boolean {
  const first = text.charCodeAt(0);
  return first === HASH || first <= 32;
}
