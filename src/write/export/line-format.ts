// Rows of an export as lines of text: .csv and .ndjson, and how a line takes in columns that were found after it was written.

import type { ExportColumn } from '../../datasets/dataset.js';
import { shortestText } from '../../values/numbers/figure.js';
import { csvLineOf } from '../files/csv.js';
import type { ExportRow } from './export-file.js';

type Columns = readonly Pick<ExportColumn, 'key'>[];

/** A kind of lines. A line ends with its line end. */
export interface LineFormat {
  /** What stands before the rows; '' for nothing. */
  header(columns: Columns): string;
  /** The function that makes the line of a row. */
  liner(columns: Columns): (row: ExportRow) => string;
  /** Makes the function that gives a line other columns: those that it has, in another order, and new ones, which are blank. */
  reliner(from: Columns, to: Columns): (line: string) => string;
}

/** The lines of a .csv: the column keys as header, numbers with all their digits, formulas guarded. */
export const csvFormat: LineFormat = {
  header: (columns) => csvLine(columns.map(({ key }) => key)),
  liner(columns) {
    const keys = columns.map(({ key }) => key);
    const cells: ExportRow[string][] = keys.map(() => null);
    return (row) => {
      for (let at = 0; at < keys.length; at += 1) cells[at] = row[keys[at] ?? ''] ?? null;
      return csvLine(cells);
    };
  },
  reliner(from, to) {
    const places = to.map(({ key }) => from.findIndex((column) => column.key === key));
    return (line) => {
      const cells = rawCells(line);
      return `${places.map((place) => cells[place] ?? '').join(',')}${LINE_END}`;
    };
  },
};

/** The lines of a .ndjson: one object each, all keys in column order, `null` for a blank; numbers with all their digits. */
export const ndjsonFormat: LineFormat = {
  header: () => '',
  liner(columns) {
    const keys = columns.map(({ key }) => key);
    const names = keys.map((key, at) => `${at === 0 ? '{' : ','}${JSON.stringify(key)}:`);
    return (row) => {
      let line = '';
      for (let at = 0; at < keys.length; at += 1) line += (names[at] ?? '') + jsonOf(row[keys[at] ?? ''] ?? null);
      return `${line || '{'}}\n`;
    };
  },
  reliner(_, to) {
    const lineOf = this.liner(to);
    return (line) => lineOf(rowIn(line));
  },
};

function jsonOf(value: ExportRow[string]): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return JSON.stringify(value);
  return Number.isFinite(value) ? shortestText(value) : 'null';
}

/** The row of a line of a .ndjson that this program wrote. */
export function rowIn(line: string): ExportRow {
  return JSON.parse(line) as ExportRow; // written by `ndjsonFormat`
}

const LINE_END = '\r\n';
const csvLine = csvLineOf(',');

/** The cells of a line as they are written, quotes included. */
function rawCells(line: string): readonly string[] {
  const cells: string[] = [];
  const end = line.length - LINE_END.length;
  for (let start = 0; start <= end; ) {
    let at = start;
    if (line[at] === '"') {
      at = line.indexOf('"', at + 1);
      while (line[at + 1] === '"') at = line.indexOf('"', at + 2);
    }
    const comma = line.indexOf(',', at);
    const next = comma < 0 || comma > end ? end : comma;
    cells.push(line.slice(start, next));
    start = next + 1;
  }
  return cells;
}
