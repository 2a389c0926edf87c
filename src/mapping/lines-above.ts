// What the lines above a header say of all amounts below it: `all amounts in EUR thousand`, `Beträge in TEUR`, `(in kt)`; and what
// a cell right above a title says of its column. Which columns that holds for is decided in column-measure.ts.

import type { SourceRow } from '../values/cell.js';
import { findMeasure, type Measure, readMeasure, sameMeasure } from '../values/measure.js';

/** A measure that is said above the header. */
export interface MeasureAbove {
  readonly measure: Measure;
  /** The whole text, and its row as Excel shows it. */
  readonly text: string;
  readonly row: number;
  /** The only column that it is about, from 0; undefined for all. */
  readonly column: number | undefined;
}

/** Longer lines are prose. */
const LONGEST_LINE = 200;
/** A line of more cells is part of a table. */
const MOST_CELLS = 2;
const BRACKETS = /[([]([^)\]]*)[)\]]/g;
/** What a measure follows in a sentence. */
const LEAD = /(?:(?<![\p{L}])(?:in|en|i|em|w|v)|[:=–—-])\s+/giu;
const MOST_WORDS = 5;

/** What the rows above the header say. Rows of several cells count only right above it, each cell for its column. */
export function measuresAbove(rows: readonly SourceRow[], headerRow: number): readonly MeasureAbove[] {
  const found: MeasureAbove[] = [];
  for (const { row, cells } of rows) {
    const filled = [...cells.entries()].filter(([, cell]) => cell !== null && cell !== '');
    const isTable = filled.length > MOST_CELLS;
    if (isTable && row !== headerRow - 1) continue;
    for (const [column, cell] of filled) {
      const measure = typeof cell === 'string' ? lineMeasure(cell, isTable) : undefined;
      if (measure !== undefined)
        found.push({ measure, text: String(cell).trim(), row, column: isTable ? column : undefined });
    }
  }
  return found.filter((one, index) => !found.slice(0, index).some((other) => isSame(one, other)));
}

function isSame(a: MeasureAbove, b: MeasureAbove): boolean {
  return a.column === b.column && sameMeasure(a.measure, b.measure);
}

/** A single line may say more: a number with its unit, as in a sum, says nothing of the numbers below. */
function lineMeasure(line: string, isCell: boolean): Measure | undefined {
  if (line.length > LONGEST_LINE) return undefined;
  const said = isCell ? readMeasure(line) : sentenceMeasure(line);
  return said?.unclear === 'number' || said?.unclear === 'rate' ? undefined : said;
}

function sentenceMeasure(line: string): Measure | undefined {
  const alone = readMeasure(line);
  if (alone !== undefined) return alone;
  const inside = [...line.matchAll(BRACKETS)].flatMap(([, text = '']) => findMeasure(text) ?? []);
  const behind = [...line.matchAll(LEAD)].flatMap((lead) => beginning(line.slice(lead.index + lead[0].length)) ?? []);
  return [...inside, ...behind][0];
}

/** The measure that a text begins with: the longest one. */
function beginning(text: string): Measure | undefined {
  const words = [...text.matchAll(/\S+/g)].slice(0, MOST_WORDS);
  for (const word of words.reverse()) {
    const measure = readMeasure(text.slice(0, word.index + word[0].length).replace(/[.,;:)]+$/, ''));
    if (measure !== undefined) return measure;
  }
  return undefined;
}
