// Opens a CSV file as a source of rows, streamed in bounded memory. Splitting, decoding and dialect have files of their own.

import { Stop } from '../../problems/stop.js';
import { type Cell, isBlank, type SourceRow } from '../../values/cell.js';
import { unguardFormula } from '../../values/formula-guard.js';
import { overLimit, type ReadLimits } from '../../workbook/read-limits.js';
import { newNotes, type SheetNotes } from '../source/sheet-notes.js';
import type { ReadOptions, Source } from '../source/source.js';
import { decodeFile, decodeStart, encodingOf } from '../text/csv-text.js';
import { mayBeMojibake } from '../text/mojibake.js';
import type { TextFile } from '../text/text-file.js';
import { type CsvDialect, dialectOf } from './csv-dialect.js';
import { type RowFormat, type SplitText, splitRows } from './split-rows.js';

/** Opens a text file as CSV. */
export async function openCsv(file: TextFile, options: ReadOptions, limits: ReadLimits): Promise<Source> {
  const { encoding, byteOrderMark, proof } = await encodingOf(file, options.encoding);
  const dialect = dialectOf(await decodeStart(file, encoding), options.delimiter, options.quoteRule);
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
    shownBelow: () => new Map(),
    shownAt: () => undefined,
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

class CsvReader {
  private readonly path: string;
  private readonly format: RowFormat;
  private readonly limits: ReadLimits;
  private readonly notes: SheetNotes;
  private toSkip: number;
  /** Text of a row that did not end yet. */
  private rest = '';
  /** Characters of the rest that were looked at already. */
  private tried = 0;
  private row = 0;
  /** Lines before `rest`. */
  private lines: number;
  private mayBeMojibake = false;

  constructor(path: string, dialect: CsvDialect, limits: ReadLimits, notes: SheetNotes) {
    this.path = path;
    this.format = { ...dialect, cellLength: limits.cellLength };
    this.limits = limits;
    this.notes = notes;
    this.toSkip = dialect.skip;
    this.lines = dialect.skip > 0 ? 1 : 0;
  }

  read(piece: string): SourceRow[] {
    const skipped = Math.min(this.toSkip, piece.length);
    this.toSkip -= skipped;
    const text = this.rest + piece.slice(skipped);
    // A row of many pieces is looked at when it has doubled: from its start every time would take the square of its length.
    if (text.length < 2 * this.tried) {
      this.rest = text;
      return [];
    }
    const rows = this.take(text, false);
    if (this.rest.length > 16 * this.limits.cellLength) throw this.endlessRow();
    return rows;
  }

  end(): SourceRow[] {
    const rest = this.rest.endsWith(END_OF_FILE) ? this.rest.slice(0, -1) : this.rest;
    return rest === '' ? [] : this.take(rest, true);
  }

  /** The rows of the text; what is left over is the rest. */
  private take(text: string, isWhole: boolean): SourceRow[] {
    this.mayBeMojibake = mayBeMojibake(text);
    const split = splitRows(text, this.format, isWhole);
    const rows = this.toRows(split.rows);
    if (split.openQuote >= 0) throw this.unclosedQuote(text, split);
    this.lines += this.linesWithin(text, split.end);
    this.rest = text.slice(split.end);
    this.tried = this.rest.length;
    return rows;
  }

  private toRows(split: readonly string[][]): SourceRow[] {
    const rows: SourceRow[] = [];
    for (const texts of split) {
      this.row++;
      // Blank rows count as well: a file of nothing else ends somewhere.
      if (this.row > this.limits.rows) throw overLimit('rows', this.limits, `${this.path}: row ${this.row}`);
      const width = texts.length;
      if (width === 0) continue;
      const cells = this.toCells(texts);
      if (cells.length === 0) continue;
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
    if (last === 0 && texts[0] === END_OF_FILE) return [];
    let filled = false;
    for (let column = 0; column < texts.length; column++) {
      const text = texts[column];
      if (text === undefined || text === '') cells[column] = null;
      else {
        if (text.length > this.limits.cellLength) throw this.tooLong('cellLength', 'a cell');
        cells[column] = cellOf(text);
        filled ||= !isBlank(cells[column]);
      }
    }
    if (!filled) return [];
    if (cells.length > this.limits.columns) throw this.tooLong('columns', 'the number of columns');
    while (cells[cells.length - 1] === null) cells.pop();
    return cells;
  }

  private unclosedQuote(text: string, { openQuote }: SplitText): Stop {
    return new Stop(
      'input',
      'UNCLOSED_QUOTE',
      `${this.path}, line ${this.lines + this.linesWithin(text, openQuote) + 1}: a quote opens a cell and is not closed as it should be`,
      'Close it, or remove it; a quote that belongs to the text is written twice: "". Or keep such quotes as text, and every line as a row, with --quote-rule lenient.',
    );
  }

  /** Line ends in the text before a place. */
  private linesWithin(text: string, end: number): number {
    const { newline } = this.format;
    let lines = 0;
    for (let at = text.indexOf(newline); at >= 0 && at < end; at = text.indexOf(newline, at + 1)) lines++;
    return lines;
  }

  private endlessRow(): Stop {
    this.take(this.rest, true);
    return this.tooLong('cellLength', 'a cell');
  }

  private tooLong(limit: 'cellLength' | 'columns', what: string): Stop {
    return overLimit(limit, this.limits, `${this.path}, row ${this.row}: ${what}`);
  }
}

/** The cell that a text in a CSV file is. */
export function cellOf(text: string): Cell {
  const first = text.charCodeAt(0);
  if (first === APOSTROPHE) return unguardFormula(text);
  if (first === EQUALS) return textOfFormula(text);
  return text === '' ? null : text;
}

/** Ctrl-Z, with which programs of DOS end a text. */
export const END_OF_FILE = '\x1a';

const APOSTROPHE = 0x27;

const EQUALS = 0x3d;
const TEXT_FORMULA = /^="((?:[^"]|"")*)"\s*$/;

/** The text of `="00123"`, with which programs keep Excel from reading a code as a number; Excel shows the text alone. */
function textOfFormula(text: string): Cell {
  const [, inside] = TEXT_FORMULA.exec(text) ?? [];
  if (inside === undefined) return text;
  return inside === '' ? null : inside.replaceAll('""', '"');
}
