// Opens a CSV file as a source of rows, streamed in bounded memory. papaparse does the splitting; decoding and dialect have files of
// their own.

import Papa from 'papaparse';
import { Stop } from '../problems/stop.js';
import { type Cell, isBlank, type SourceRow } from '../values/cell.js';
import { type CsvDialect, dialectOf } from './csv-dialect.js';
import { decodeFile, decodeStart, encodingOf } from './csv-text.js';
import { mayBeMojibake } from './mojibake.js';
import { overLimit, type ReadLimits } from './read-limits.js';
import { newNotes, type SheetNotes } from './sheet-notes.js';
import type { ReadOptions, Source } from './source.js';
import type { TextFile } from './text-file.js';

/** Opens a text file as CSV. */
export async function openCsv(file: TextFile, options: ReadOptions, limits: ReadLimits): Promise<Source> {
  const { encoding, byteOrderMark, proof } = await encodingOf(file, options.encoding);
  const dialect = dialectOf(await decodeStart(file, encoding), options.delimiter);
  const notes = new Map<string, SheetNotes>();
  return {
    path: file.path,
    detection: {
      format: 'csv',
      gzipped: file.gzipped,
      encoding,
      byteOrderMark,
      delimiter: dialect.delimiter,
      sheets: [{ name: '', hidden: false }],
    },
    rows: () => {
      const text = decodeFile(file, encoding);
      return readCsv(dialect.mixed ? alikeLineEnds(text) : text, file.path, dialect, limits, newNotes(notes, ''));
    },
    shownUnits: () => new Map(),
    remarks: () => [...(proof === '' ? [] : [proof]), ...(notes.get('')?.remarks() ?? [])],
    close: async () => {},
  };
}

/** The text with `\n` for every `\r` that has none behind it, also within quotes. */
async function* alikeLineEnds(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const piece of pieces) {
    const text = rest + piece;
    // A `\n` may follow in the next piece.
    rest = text.endsWith('\r') ? '\r' : '';
    yield text.slice(0, text.length - rest.length).replace(/\r(?!\n)/g, '\n');
  }
  if (rest !== '') yield '\n';
}

/** The rows of a CSV text that arrives in pieces, cut anywhere. Blank rows are left out; row numbers count them. */
export async function* readCsv(
  pieces: AsyncIterable<string>,
  path: string,
  dialect: CsvDialect,
  limits: ReadLimits,
  notes: SheetNotes,
): AsyncGenerator<readonly SourceRow[]> {
  const reader = new CsvReader(path, dialect, limits, notes);
  for await (const piece of pieces) {
    const rows = reader.read(piece);
    if (rows.length > 0) yield rows;
  }
  const rows = reader.end();
  if (rows.length > 0) yield rows;
  notes.isComplete = true;
}

/** What papaparse's parser gives; its types say `any`. */
interface Parsed {
  readonly data: string[][];
  /** `index`: behind the quote that opens the cell. */
  readonly errors: readonly { readonly code: string; readonly row: number; readonly index: number }[];
  /** `cursor`: behind the last whole row. */
  readonly meta: { readonly cursor: number };
}

class CsvReader {
  private readonly path: string;
  private readonly parser: Papa.Parser;
  private readonly limits: ReadLimits;
  private readonly notes: SheetNotes;
  private readonly newline: string;
  private toSkip: number;
  /** Text of a row that did not end yet. */
  private rest = '';
  private row = 0;
  /** Lines before `rest`. */
  private lines: number;
  private mayBeMojibake = false;

  constructor(path: string, { delimiter, newline, skip }: CsvDialect, limits: ReadLimits, notes: SheetNotes) {
    this.path = path;
    this.parser = new Papa.Parser({ delimiter, newline });
    this.newline = newline;
    this.limits = limits;
    this.notes = notes;
    this.toSkip = skip;
    this.lines = skip > 0 ? 1 : 0;
  }

  read(piece: string): SourceRow[] {
    const skipped = Math.min(this.toSkip, piece.length);
    this.toSkip -= skipped;
    const text = this.rest + piece.slice(skipped);
    this.mayBeMojibake = mayBeMojibake(text);
    const parsed: Parsed = this.parser.parse(text, 0, true);
    const { cursor } = parsed.meta;
    const rows = this.toRows(parsed, text);
    this.rest = text.slice(cursor);
    this.lines += this.linesWithin(text, cursor);
    // A quote that never closes would take in the rest of the file.
    if (this.rest.length > 16 * this.limits.cellLength) throw this.endlessRow();
    return rows;
  }

  end(): SourceRow[] {
    return this.rest === '' ? [] : this.toRows(this.parser.parse(this.rest, 0, false), this.rest);
  }

  private toRows({ data, errors }: Parsed, text: string): SourceRow[] {
    for (const { code, row, index } of errors) this.checkQuotes(code, data[row], text, index);
    const rows: SourceRow[] = [];
    for (const texts of data) {
      this.row++;
      const width = texts.length;
      const cells = this.toCells(texts);
      if (cells.length === 0) continue;
      if (this.row > this.limits.rows) throw overLimit('rows', this.limits, `${this.path}: row ${this.row}`);
      if (this.mayBeMojibake) this.notes.look(this.row, cells);
      rows.push({ sheet: '', row: this.row, cells, width });
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
    for (let column = 0; column < texts.length; column++) {
      const text = texts[column];
      if (text === undefined || text === '') cells[column] = null;
      else {
        if (text.length > this.limits.cellLength) throw this.tooLong('cellLength', 'a cell');
        const first = text.charCodeAt(0);
        if (first === APOSTROPHE) cells[column] = unguard(text);
        else if (first === EQUALS) cells[column] = textOfFormula(text);
        filled ||= !isBlank(cells[column]);
      }
    }
    if (!filled) return [];
    if (cells.length > this.limits.columns) throw this.tooLong('columns', 'the number of columns');
    while (cells[cells.length - 1] === null) cells.pop();
    return cells;
  }

  private checkQuotes(code: string, cells: readonly string[] | undefined, text: string, index: number): void {
    // A stray quote inside of a quoted cell is kept as it is, as long as it did not make the cell run on over line ends.
    if (code !== 'MissingQuotes' && !cells?.some((cell) => /[\r\n]/.test(cell) && cell.includes('"'))) return;
    throw new Stop(
      'input',
      'UNCLOSED_QUOTE',
      `${this.path}, line ${this.lines + this.linesWithin(text, index) + 1}: a quote opens a cell and is not closed as it should be`,
      'Close it, or remove it; a quote that belongs to the text is written twice: "".',
    );
  }

  /** Line ends in the text before a place. */
  private linesWithin(text: string, end: number): number {
    let lines = 0;
    for (let at = text.indexOf(this.newline); at >= 0 && at < end; at = text.indexOf(this.newline, at + 1)) lines++;
    return lines;
  }

  private endlessRow(): Stop {
    this.toRows(this.parser.parse(this.rest, 0, false), this.rest);
    return this.tooLong('cellLength', 'a cell');
  }

  private tooLong(limit: 'cellLength' | 'columns', what: string): Stop {
    return overLimit(limit, this.limits, `${this.path}, row ${this.row}: ${what}`);
  }
}

const APOSTROPHE = 0x27;
/** What is written to CSV files gets an apostrophe before it where a spreadsheet program would run it as a formula. */
const GUARDED = /^'+[=+\-@\t\r]/;

const EQUALS = 0x3d;
const TEXT_FORMULA = /^="((?:[^"]|"")*)"\s*$/;

/** The text of `="00123"`, with which programs keep Excel from reading a code as a number; Excel shows the text alone. */
function textOfFormula(text: string): Cell {
  const [, inside] = TEXT_FORMULA.exec(text) ?? [];
  if (inside === undefined) return text;
  return inside === '' ? null : inside.replaceAll('""', '"');
}

/** Takes off the guard that was written before a text which looks like a formula. */
function unguard(text: string): string {
  return GUARDED.test(text) ? text.slice(1) : text;
}
