// Recognises a spreadsheet's error values: typed ones, and their texts, which is all that is left of them in a CSV file.

import type { Cell } from './cell.js';

// Excel's error values in English, then where German, Spanish, French and Swedish differ.
const ERROR_TEXTS: ReadonlySet<string> = new Set(
  (
    '#N/A #REF! #VALUE! #DIV/0! #NAME? #NULL! #NUM! #SPILL! #CALC! #FIELD! #BLOCKED! #CONNECT! #UNKNOWN! ' +
    '#NV #BEZUG! #WERT! #ZAHL! #ÜBERLAUF! ' +
    '#N/D #¡REF! #¡VALOR! #¡DIV/0! #¿NOMBRE? #¡NULO! #¡NUM! ' +
    '#VALEUR! #NOM? #NUL! #NOMBRE! ' +
    '#SAKNAS! #REFERENS! #VÄRDEFEL! #DIVISION/0! #NAMN? #SKÄRNING! #OGILTIGT!'
  ).split(' '),
);
// What a column that is too narrow shows, and some programs then save.
const OVERFLOW = /^#{3,}$/;
const HASH = 35;

/** The error that stands in the cell, or undefined. */
export function errorOf(cell: Cell): string | undefined {
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
