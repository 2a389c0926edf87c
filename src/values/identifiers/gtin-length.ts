// How long the GTINs of a column are, and what a shorter one was before a spreadsheet took its leading zeros.

import { type Cell, cellText } from '../cell.js';

/** The lengths that GTINs have (GS1 General Specifications, 3.3). */
const LENGTHS: readonly number[] = [8, 12, 13, 14];
// A GTIN-13 with more than four leading zeros is a GTIN-8; a GTIN-8 that lost more than one zero is no code of a product.
const SHORTEST = 7;
const LONGEST_8 = 8;

/** Counts the lengths of a column's codes. */
export interface GtinLengths {
  add(cell: Cell): void;
  /** The lengths that occur, the most frequent one first. */
  inOrder(): readonly number[];
}

/** Starts counting. */
export function gtinLengths(): GtinLengths {
  const counts = new Map<number, number>();
  return {
    add(cell) {
      if (typeof cell !== 'string' && typeof cell !== 'number') return;
      const { length } = cellText(cell).trim();
      if (LENGTHS.includes(length)) counts.set(length, (counts.get(length) ?? 0) + 1);
    },
    inOrder: () => [...counts].sort(([a, x], [b, y]) => y - x || b - a).map(([length]) => length),
  };
}

/**
 * The digits with the leading zeros that they had: a typed number always had a length of GS1's; a text that has one
 * keeps it, any other had the length that is most frequent in its column, if the column shows one.
 */
export function restoredGtin(digits: string, cell: Cell, lengths: readonly number[]): string {
  const typed = typeof cell === 'number';
  if (digits.length < SHORTEST || (!typed && LENGTHS.includes(digits.length))) return digits;
  const possible = digits.length <= LONGEST_8 ? [LONGEST_8] : LENGTHS.filter((length) => length >= digits.length);
  const meant = lengths.find((length) => possible.includes(length)) ?? (typed ? possible[0] : undefined);
  return digits.padStart(meant ?? 0, '0');
}
