// Writes rows to a CSV file as they come, in bounded memory: UTF-8, CRLF line ends, quotes only where they are needed,
// formulas guarded. Decides no column and no order.

import type { Cell } from '../../values/cell.js';
import { cellText, numberText } from '../../values/cell.js';
import { guardFormula } from '../../values/formula-guard.js';
import { shortestText } from '../../values/numbers/figure.js';
import { openLines } from './lines.js';
import type { Unfinished } from './or-leave.js';

/** A table file in the making. */
export interface RowFile extends Unfinished {
  /** Adds a row. Wait for what it returns, if anything, before the next: that is what bounds memory. */
  write(row: readonly (Cell | undefined)[]): Promise<void> | void;
  /** Finishes the file and gives it its name. */
  close(): Promise<void>;
  /** Takes the unfinished file away. */
  discard(): Promise<void>;
}

/** How a CSV file is written. */
export interface CsvOptions {
  /** One character. */
  readonly delimiter: string;
  /** Whether the file begins with U+FEFF, by which Excel recognises UTF-8. */
  readonly byteOrderMark: boolean;
  /** The header line; none is written when there are no columns. */
  readonly columns: readonly string[];
  /** False for a file that another program takes as it is: text that looks like a formula is not guarded. @default true */
  readonly guard?: boolean;
}

/** Opens a CSV file; it appears under its name when it is closed. Throws a Stop of kind `output`. */
export async function openCsv(path: string, options: CsvOptions): Promise<RowFile> {
  const { delimiter, byteOrderMark, columns, guard = true } = options;
  const lines = await openLines(path);
  const lineOf = csvLine(delimiter, guard ? guardFormula : (text) => text);
  if (byteOrderMark) await lines.write('\uFEFF');
  const write = (row: readonly (Cell | undefined)[]) => lines.write(lineOf(row));
  if (columns.length > 0) await write(columns);
  return { write, close: lines.close, leave: lines.leave, discard: lines.discard };
}

/** Makes the function that turns exported cells into a line, line end included: numbers with all their digits, formulas guarded. */
export function csvLineOf(delimiter: string): (row: readonly (string | number | null)[]) => string {
  return csvLine(delimiter, guardFormula, shortestText);
}

/** Rows as the text of a CSV file without a header. */
export function csvText(rows: readonly (readonly Cell[])[], delimiter: string): string {
  return rows.map(csvLine(delimiter, guardFormula)).join('');
}

/** Longer numbers get an exponent: readers, ours among them, take no text of so many digits for a number. */
const MOST_DIGITS = 60;

/** A number as a spreadsheet shows it. */
function shownNumber(cell: number): string {
  const text = numberText(cell);
  return text.length > MOST_DIGITS ? String(Number(cell.toPrecision(15))) : text;
}

/** Makes the function that turns a row into its line, line end included. */
function csvLine(
  delimiter: string,
  guard: (text: string) => string,
  numberIn = shownNumber,
): (row: readonly (Cell | undefined)[]) => string {
  const escaped = delimiter.replace(/[\\\]^-]/g, '\\$&');
  // Outer blanks and a leading U+FEFF are quoted too: some readers strip them from bare cells.
  const needsQuotes = new RegExp(`["\\r\\n${escaped}]|^[\\s\\uFEFF]|\\s$`);
  return (row) => {
    let line = '';
    for (let index = 0; index < row.length; index += 1) {
      const cell = row[index];
      if (index > 0) line += delimiter;
      if (cell === null || cell === undefined) continue;
      if (typeof cell === 'number') {
        line += numberIn(cell);
        continue;
      }
      const text = typeof cell === 'string' ? guard(cell) : cellText(cell);
      line += needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    }
    return `${line}\r\n`;
  };
}
