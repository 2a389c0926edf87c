// Reads a cell as a web address. Whether anything answers there is not asked.

import { finding } from '../../problems/problem.js';
import type { Cell } from '../cell.js';
import { cleanKey } from '../characters.js';
import { textOf } from '../read-text.js';
import { type Reading, read, unread } from '../reading.js';

// The URL parser mends what it can, and would take "http:host" and "https:// a b"; an address is to be right as it stands.
const WEB_ADDRESS = /^https?:\/\/[^\s/\\]\S*$/i;

/** The http or https address in a cell, as it was written. */
export function readUrl(cell: Cell): Reading<string | undefined> {
  const text = cleanKey(textOf(cell));
  if (text === '') return read(undefined);
  return WEB_ADDRESS.test(text) && URL.canParse(text) ? read(text) : unread(finding('NOT_A_URL', {}));
}
