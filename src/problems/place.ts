// Puts findings at their place and says the whole in one line: file, sheet, row, column, value, message, suggestion.

import { messageOf, severityOf, suggestionOf } from './catalogue.js';
import type { Finding, Place, Problem } from './problem.js';

/** A finding at a place. */
export function problemAt(place: Place, found: Finding): Problem {
  return { ...found, ...place, severity: severityOf(found.code) };
}

const MOST_SHOWN = 60;

/** A value shortened for a message; whole values stand in problems.csv. */
export function shorten(value: string): string {
  const line = value.replace(/\s+/g, ' ');
  return line.length > MOST_SHOWN ? `${line.slice(0, MOST_SHOWN - 1)}…` : line;
}

/** Where a problem stands, as `purchases.xlsx, sheet Q1, row 14, column Menge`. */
export function placeOf(file: string, { sheet, row, column }: Pick<Place, 'sheet' | 'row' | 'column'>): string {
  return [file, sheet && `sheet ${sheet}`, row > 0 && `row ${row}`, column && `column ${column}`]
    .filter(Boolean)
    .join(', ');
}

/** A problem without its place, as `"12,5 t": expected a number → 12.5`. */
export function describe(problem: Problem): string {
  const value = problem.value === '' ? '' : `"${shorten(problem.value)}": `;
  const suggestion = suggestionOf(problem);
  return `${value}${messageOf(problem)}${suggestion ? ` → ${suggestion}` : ''}`;
}
