// References to cells and ranges as a sheet writes them: `A1`, `$B$2:D9`.

import { columnLetters } from '../../values/column-letters.js';

/** A range of cells; all from 1, and the last ones belong to it. */
export interface CellRange {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Reads a range, or a single cell; undefined for anything else. */
export function readRange(text: string | undefined): CellRange | undefined {
  const match = /^\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?$/.exec(text?.trim() ?? '');
  if (match === null) return undefined;
  const [, left = '', top = '', right = left, bottom = top] = match;
  return { left: columnOf(left), top: Number(top), right: columnOf(right), bottom: Number(bottom) };
}

/** @param fixed `$` for a range that formulas do not move. */
export function rangeText({ left, top, right, bottom }: CellRange, fixed: '$' | '' = ''): string {
  return `${cellText(left, top, fixed)}:${cellText(right, bottom, fixed)}`;
}

/** A cell's reference. */
export function cellText(column: number, row: number, fixed: '$' | '' = ''): string {
  return `${fixed}${columnLetters(column - 1)}${fixed}${row}`;
}

/** The number of a column, from 1, by its letters. */
export function columnOf(letters: string): number {
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column;
}
