// Opens a CSV file as a source of rows, streamed in bounded memory. papaparse does the splitting; decoding and dialect have files of
// their own.

import Papa from 'papaparse';
import { Stop } from '../problems/stop.js';
import { type Cell, isBlank, type SourceRow } from '../values/cell.js';
import { type CsvDialect, dialectOf } from './csv-dialect.js';
import { decodeFile, decodeStart, encodingOf } from './csv-text.js';
import { overLimit, type ReadLimits } from './read-limits.js';
import type { ReadOptions, Source } from './source.js';

const PIECE_BYTES = 128 * 1024;

/** Opens a CSV file. @param start Its first bytes; all of it when it is shorter than they may be. */
export async function openCsv(
  path: string,
  start: Buffer,
  options: ReadOptions,
  limits: ReadLimits,
  pieceBytes = PIECE_BYTES,
): Promise<Source> {
  const { encoding, byteOrderMark } = encodingOf(start, options.encoding);
  const text = await decodeStart(path, start, encoding);
  const dialect = dialectOf(text, options.delimiter);
  return {
    path,
    detection: {
      format: 'csv',
      encoding,
      byteOrderMark,
      delimiter: dialect.delimiter,
      sheets: [{ name: '', hidden: false }],
    },
    rows: () => readCsv(decodeFile(path, encoding, pieceBytes), path, dialect, limits),
    close: async () => {},
  };
}

/** The rows of a CSV text that arrives in pieces, cut anywhere. Blank rows are left out; row numbers count them. */
export async function* readCsv(
  pieces: AsyncIterable<string>,
  path: string,
  dialect: CsvDialect,
  limits: ReadLimits,
): AsyncGenerator<readonly SourceRow[]> {
  const reader = new CsvReader(path, dialect, limits);
  for await (const piece of pieces) {
    const rows = reader.read(piece);
    if (rows.length > 0) yield rows;
  }
  const rows = reader.end();
  if (rows.length > 0) yield rows;
}

/** What papaparse's parser gives; its types say `any`. */
interface Parsed {
  readonly data: string[][];
  readonly errors: readonly { readonly code: string; readonly row: number }[];
  /** `cursor`: behind the last whole row. */
  readonly meta: { readonly cursor: number };
}

class CsvReader {
  private readonly path: string;
  private readonly parser: Papa.Parser;
  private readonly limits: ReadLimits;
  private toSkip: number;
  /** Text of a row that did not end yet. */
  private rest = '';
  private row = 0;

  constructor(path: string, { delimiter, newline, skip }: CsvDialect, limits: ReadLimits) {
    this.path = path;
    this.parser = new Papa.Parser({ delimiter, newline });
    this.limits = limits;
    this.toSkip = skip;
  }

  read(piece: string): SourceRow[] {
    const skipped = Math.min(this.toSkip, piece.length);
    this.toSkip -= skipped;
    const text = this.rest + piece.slice(skipped);
    const parsed: Parsed = this.parser.parse(text, 0, true);
    this.rest = text.slice(parsed.meta.cursor);
    const rows = this.toRows(parsed);
    // A quote that never closes would take in the rest of the file.
    if (this.rest.length > 16 * this.limits.cellLength) throw this.endlessRow();
    return rows;
  }

  end(): SourceRow[] {
    return this.rest === '' ? [] : this.toRows(this.parser.parse(this.rest, 0, false));
  }

  private toRows({ data, errors }: Parsed): SourceRow[] {
    for (const { code, row } of errors) this.checkQuotes(code, data[row], this.row + row + 1);
    const rows: SourceRow[] = [];
    for (const texts of data) {
      this.row++;
      const cells = this.toCells(texts);
      if (cells.length === 0) continue;
      if (this.row > this.limits.rows) throw overLimit('rows', this.limits, `${this.path}: row ${this.row}`);
      rows.push({ sheet: '', row: this.row, cells });
    }
    return rows;
  }

  /** The cells of a row up to the last that is not empty; none for a blank row. */
  private toCells(texts: string[]): readonly Cell[] {
    const cells: Cell[] = texts;
    // Rows end at `\n`; what is left of `\r\n` hangs on the last cell.
    const last = texts.length - 1;
    const end = texts[last];
    if (end?.endsWith('\r')) texts[last] = end.slice(0, -1);
    let filled = false;
    for (const [column, text] of texts.entries()) {
      if (text === '') cells[column] = null;
      else {
        if (text.length > this.limits.cellLength) throw this.tooLong('cellLength', 'a cell');
        if (text.charCodeAt(0) === APOSTROPHE) cells[column] = unguard(text);
        filled ||= !isBlank(text);
      }
    }
    if (!filled) return [];
    if (cells.length > this.limits.columns) throw this.tooLong('columns', 'the number of columns');
    while (cells[cells.length - 1] === null) cells.pop();
    return cells;
  }

  private checkQuotes(code: string, cells: readonly string[] | undefined, row: number): void {
    if (code === 'MissingQuotes') throw this.unclosedQuote(row);
    // A stray quote inside of a quoted cell is kept as it is, as long as it did not make the cell run on over line ends.
    if (cells?.some((cell) => /[\r\n]/.test(cell) && cell.includes('"'))) throw this.unclosedQuote(row);
  }

  private unclosedQuote(row: number): Stop {
    return new Stop(
      'input',
      'UNCLOSED_QUOTE',
      `${this.path}, row ${row}: a quote opens a cell and is not closed as it should be`,
      'Close it, or remove it; a quote that belongs to the text is written twice: "".',
    );
  }

  private endlessRow(): Stop {
    if (this.rest.includes('"')) return this.unclosedQuote(this.row + 1);
    return this.tooLong('cellLength', 'a cell', this.row + 1);
  }

  private tooLong(limit: 'cellLength' | 'columns', what: string, row = this.row): Stop {
    return overLimit(limit, this.limits, `${this.path}, row ${row}: ${what}`);
  }
}

const APOSTROPHE = 0x27;
/** What is written to CSV files gets an apostrophe before it where a spreadsheet program would run it as a formula. */
const GUARDED = /^'+[=+\-@\t\r]/;

/** Takes off the guard that was written before a text which looks like a formula. */
function unguard(text: string): string {
  return GUARDED.test(text) ? text.slice(1) : text;
}
