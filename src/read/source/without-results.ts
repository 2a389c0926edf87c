// Reads a result workbook that is given back as the table that it was: without the columns that tell what became of each row.
// The hidden columns that identify a row stay: they are those of an export.

import { type Cell, cellText, type SourceRow } from '../../values/cell.js';
import { resultTitles } from '../../values/result-titles.js';
import type { Source } from './source.js';

/** A source that may be a result workbook. */
export interface ReadSource extends Source {
  /** The result columns of a sheet whose header was read, by title; from 0. */
  resultColumns(sheet: string): ReadonlyMap<string, number>;
  /** The row of their titles, as Excel shows it; undefined where there are none, or the header was not read yet. */
  resultHeader(sheet: string): number | undefined;
}

interface ResultHeader {
  readonly row: number;
  readonly columns: ReadonlyMap<string, number>;
}

/** Rows in which a header is looked for. */
const WITHIN = 200;

/** The same source, without the result columns of its sheets. */
export function withoutResults(source: Source): ReadSource {
  const found = new Map<string, ResultHeader>();
  return {
    path: source.path,
    detection: source.detection,
    rows: (sheet) => ownRows(source.rows(sheet), (header) => found.set(sheet, header)),
    resultColumns: (sheet) => found.get(sheet)?.columns ?? new Map(),
    resultHeader: (sheet) => found.get(sheet)?.row,
    remarks: (sheet) => source.remarks(sheet),
    shownBelow: (sheet, row) => source.shownBelow(sheet, row),
    shownAt: (sheet, column, row) => source.shownAt(sheet, column, row),
    close: () => source.close(),
  };
}

async function* ownRows(
  batches: AsyncIterable<readonly SourceRow[]>,
  found: (header: ResultHeader) => void,
): AsyncGenerator<readonly SourceRow[]> {
  let seen = 0;
  let results: ReadonlySet<number> | undefined;
  for await (const batch of batches) {
    if (results === undefined && seen < WITHIN) {
      for (const row of batch) {
        const columns = resultColumns(row);
        if (columns === undefined) continue;
        found({ row: row.row, columns });
        results = new Set(columns.values());
        break;
      }
      seen += batch.length;
    }
    yield results === undefined ? batch : batch.map((row) => without(row, results ?? new Set()));
  }
}

/**
 * The result columns by title; undefined where the row is not the header of a result workbook. They stand together: on the left
 * from the status on, on the right as long as they are ours. A column of the user's own may have the same title.
 */
function resultColumns({ cells }: SourceRow): ReadonlyMap<string, number> | undefined {
  const faulty = cells.lastIndexOf(resultTitles.faulty);
  if (faulty < 0) return undefined;
  const titles = cells.map(cellText);
  const found = new Map<string, number>([[resultTitles.faulty, faulty]]);
  const take = (index: number): string | undefined => {
    const title = Object.values(resultTitles).find((one) => isTitled(titles[index] ?? '', one));
    if (title !== undefined && !found.has(title)) found.set(title, index);
    return title;
  };
  for (let index = faulty - 1; index >= 0; index -= 1) {
    const title = take(index);
    if (title === resultTitles.status || (title === undefined && !isHidden(titles[index]))) break;
  }
  for (let index = faulty + 1; titles[index] === resultTitles.remoteId || isHidden(titles[index]); index += 1)
    take(index);
  return found;
}

function isHidden(title: string | undefined): boolean {
  return title?.startsWith('carbonsheet ') ?? false;
}

/** Titles in a table differ, so `Status` may have become `Status 2`. */
function isTitled(text: string, title: string): boolean {
  return text === title || (text.startsWith(`${title} `) && /^\d+$/.test(text.slice(title.length + 1)));
}

function without(row: SourceRow, columns: ReadonlySet<number>): SourceRow {
  const cells = row.cells.map((cell, index): Cell => (columns.has(index) ? null : cell));
  return { ...row, cells: cells.slice(0, cells.findLastIndex((cell) => cell !== null) + 1) };
}
