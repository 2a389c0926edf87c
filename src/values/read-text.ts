// Reads a cell as text, or as several texts. Lengths are left to validation.

import { type Cell, cellText } from './cell.js';
import { cleanText } from './characters.js';
import { type Reading, read } from './reading.js';

/** The text of a cell, trimmed and in Unicode's composed form (NFC), without characters that nobody sees and that mean nothing. */
export function readText(cell: Cell): Reading<string | undefined> {
  return read(textOf(cell) || undefined);
}

const LIST_SEPARATOR = /[;|]/;

/** The texts in a cell, separated by `;` or `|`; blank ones are dropped. */
export function readList(cell: Cell): Reading<readonly string[] | undefined> {
  const texts = listIn(textOf(cell));
  return read(texts.length > 0 ? texts : undefined);
}

/** The texts in the text of a cell. */
export function listIn(text: string): readonly string[] {
  return text
    .split(LIST_SEPARATOR)
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

// Up to here no character is a combining mark, or changes when texts are composed (Unicode, NFC_Quick_Check).
const COMPOSED = /^[\0-\u02ff]*$/;

/** The text of any cell, cleaned, trimmed and composed; '' for a blank one. */
export function textOf(cell: Cell): string {
  const text = cleanText(cellText(cell)).trim();
  return COMPOSED.test(text) ? text : text.normalize('NFC');
}
