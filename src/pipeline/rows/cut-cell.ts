// Finds a cell that holds only the beginning of a longer text (a workbook's cell has a limit): it must never be written.

import type { RowFinding, Values } from '../../datasets/dataset.js';
import { finding } from '../../problems/problem.js';
import { cutFrom } from '../../values/file-text.js';

/** What is wrong with values that are to be written, where one of them was cut. */
export function cutCell(values: Values): RowFinding | undefined {
  for (const field in values) {
    const value = values[field];
    // A list is one cell, whose end is that of its last text.
    const text = Array.isArray(value) ? value.join('; ') : value;
    const characters = typeof text === 'string' ? cutFrom(text) : undefined;
    if (characters !== undefined) return { field, finding: finding('CUT_CELL', { characters }) };
  }
  return undefined;
}
