// Adds the place to findings, and formats a problem as one line: file, sheet, row, column, value, message, suggestion.

import { messageOf, severityOf, suggestionOf } from './catalogue.js';
import type { Finding, Place, Problem } from './problem.js';
import { oneLine } from './visible.js';

/** A finding at a place. */
export function problemAt(place: Place, found: Finding): Problem {
  return { ...found, ...place, severity: severityOf(found.code) };
}

const MOST_SHOWN = 60;

/** A value shortened for a message, without half a character at its end; whole values are in problems.csv. */
export function shorten(value: string): string {
  const line = value.replace(/ *(?:\r?\n)+ *| +/g, ' ');
  if (line.length <= MOST_SHOWN) return line;
  return `${line.slice(0, MOST_SHOWN - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** The place of a problem, as `purchases.xlsx, sheet Q1, row 14 (Invoice no. 4711), column Menge`. */
export function placeOf(file: string, place: Pick<Place, 'sheet' | 'row' | 'column' | 'key'>): string {
  const { sheet, row, column, key } = place;
  const named = key ? `row ${row} (${shorten(key)})` : `row ${row}`;
  const parts = [file, sheet && `sheet ${sheet}`, row > 0 && named, column && `column ${column}`];
  return oneLine(parts.filter(Boolean).join(', '));
}

/** A finding with its suggestion, as `expected one of capex, opex → opex`. */
export function say(found: Finding): string {
  const suggestion = suggestionOf(found);
  return oneLine(messageOf(found) + (suggestion && ` → ${suggestion}`));
}

/** A problem without its place, as `"opexx": expected one of capex, opex → opex`. */
export function describe(problem: Problem): string {
  return oneLine(problem.value && `"${shorten(problem.value)}": `) + say(problem);
}
