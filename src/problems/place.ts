// Puts findings at their place and says the whole in one line: file, sheet, row, column, value, message, suggestion.

import { messageOf, severityOf, suggestionOf } from './catalogue.js';
import type { Finding, Place, Problem } from './problem.js';

/** A finding at a place. */
export function problemAt(place: Place, found: Finding): Problem {
  return { ...found, ...place, severity: severityOf(found.code) };
}

const MOST_SHOWN = 60;

/** A value shortened for a message; whole values stand in problems.csv. */
function shorten(value: string): string {
  const line = value.replace(/\s+/g, ' ');
  return line.length > MOST_SHOWN ? `${line.slice(0, MOST_SHOWN - 1)}…` : line;
}

/** Where a problem stands, as `purchases.xlsx, sheet Q1, row 14, column Menge`. */
export function placeOf(file: string, { sheet, row, column }: Pick<Place, 'sheet' | 'row' | 'column'>): string {
  return [file, sheet && `sheet ${sheet}`, row > 0 && `row ${row}`, column && `column ${column}`]
    .filter(Boolean)
    .join(', ');
}

/** A finding with what to do about it, as `expected one of capex, opex → opex`. */
export function say(found: Finding): string {
  const suggestion = suggestionOf(found);
  return messageOf(found) + (suggestion && ` → ${suggestion}`);
}

/** A problem without its place, as `"opexx": expected one of capex, opex → opex`. */
export function describe(problem: Problem): string {
  return (problem.value && `"${shorten(problem.value)}": `) + say(problem);
}
