// What a file can hold of a text: every file well-formed Unicode, a workbook no more than fits a cell. A text that had to be cut says
// so at its end, so that it is never taken for the whole.

import { hash } from 'node:crypto';

/** Characters (UTF-16 units) that a workbook's cell can hold (Microsoft: "Excel specifications and limits"). */
const CELL_CHARACTERS = 32_767;

/** The end of a text that was cut: how long it was, and a digest of the whole. */
const CUT = /… \[cut from (\d+) characters, [0-9a-f]{8}\]$/;

/** The text as it fits a cell: as it is, or cut, with a mark at its end. */
export function cutText(text: string): string {
  if (text.length <= CELL_CHARACTERS) return text;
  const mark = `… [cut from ${text.length} characters, ${hash('sha1', text, 'hex').slice(0, 8)}]`;
  // No pair of surrogates is torn apart.
  return text.slice(0, CELL_CHARACTERS - mark.length).replace(/[\ud800-\udbff]$/, '') + mark;
}

/** How long the whole text was of which this is the beginning; undefined for a text that was not cut. */
export function cutFrom(text: string): number | undefined {
  // Only texts that fill a cell were cut.
  if (text.length < CELL_CHARACTERS - 1 || text.length > CELL_CHARACTERS) return undefined;
  const [, length] = CUT.exec(text) ?? [];
  return length === undefined ? undefined : Number(length);
}

/** The text as it is read back from any file: equal for a text and for what a workbook or a CSV file holds of it. */
export function fileText(text: string): string {
  return cutText(text.toWellFormed());
}
