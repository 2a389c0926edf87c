// Reads a cell as a code: its text, never a value. What a spreadsheet has spoilt by taking it for a number or a date is refused.

import { finding } from '../../problems/problem.js';
import type { Cell } from '../cell.js';
import { cleanKey } from '../characters.js';
import { textOf } from '../read-text.js';
import { type Reading, read, unread } from '../reading.js';

// From here on a number has 16 digits, of which a spreadsheet keeps 15.
const FIRST_LOSSY = 1e15;
// How spreadsheets and scripts print large numbers. "45E12" and "45E-1" may be somebody's article numbers: no whole number is
// printed so.
const SCIENTIFIC = /^[+-]?(?:\d+[.,]\d+E[+-]?\d{1,3}|\d+E\+\d{1,3})$/i;

/** The code in a cell as it stands, trimmed, with plain hyphens and digits and nothing invisible. */
export function readIdentifier(cell: Cell): Reading<string | undefined> {
  if (typeof cell === 'object' && cell?.kind === 'date') return unread(finding('DATE_IN_IDENTIFIER', {}));
  const lost = typeof cell === 'number' && !(Math.abs(cell) < FIRST_LOSSY);
  const text = cleanKey(textOf(cell)).trim();
  if (lost || SCIENTIFIC.test(text)) return unread(finding('LOST_DIGITS', {}));
  return read(text || undefined);
}
