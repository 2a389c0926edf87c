// The rows of a CSV file with the bytes of each cell as they are, for a copy of the file in which some cells differ. Bytes are held
// as characters (Latin 1), so that a row is cut at the very places where read-csv.ts cuts it; UTF-16 is held as its text.

import { TextDecoder } from 'node:util';
import { Stop } from '../../problems/stop.js';
import type { Cell } from '../../values/cell.js';
import type { ReadLimits } from '../../workbook/read-limits.js';
import type { ReadOptions } from '../source/source.js';
import { decoderOf, decodeStart, encodingOf } from '../text/csv-text.js';
import { type Encoder, encoderOf } from '../text/encode-text.js';
import type { TextFile } from '../text/text-file.js';
import { dialectOf } from './csv-dialect.js';
import { cellOf, END_OF_FILE } from './read-csv.js';
import { type PlacedCell, placeRows } from './split-rows.js';

/** A row as it is written in the file. */
export interface RawRow {
  /** As Excel shows it; 0 for what stands before the first row. */
  readonly row: number;
  /** The whole row with its line end. */
  readonly raw: string;
  /** Where its cells are in `raw`; the line end belongs to none. */
  readonly cells: readonly RawCell[];
}

/** A cell, with its quotes and the blanks around them. */
export interface RawCell {
  readonly start: number;
  readonly end: number;
  readonly isQuoted: boolean;
}

/** A CSV file that can be copied with other cells. */
export interface RawCsv {
  readonly encoding: string;
  /** Starts a pass over the rows, in batches; blank rows are among them. */
  rows(): AsyncGenerator<readonly RawRow[]>;
  /** The value of a cell, as read-csv.ts reads it. */
  valueOf(row: RawRow, cell: RawCell): Cell;
  /** A text as a cell of this file; undefined where its encoding lacks a character. Quoted where it needs to be. */
  cellFor(text: string, isQuoted: boolean): string | undefined;
  /** The delimiter as it is held in a row. */
  readonly delimiter: string;
  /** What is held of a row as the bytes of the file. */
  bytesOf(raw: string): Buffer;
}

/** How the text of an encoding is held. */
interface Held {
  readonly pieces: () => AsyncGenerator<string> | AsyncIterable<string>;
  readonly textOf: (raw: string) => string;
  readonly hold: (text: string) => string | undefined;
  readonly bytesOf: (raw: string) => Buffer;
}

/**
 * Opens a CSV file by the same encoding and dialect as read-csv.ts.
 * @throws Stop of kind `input` for an encoding whose bytes cannot be copied cell by cell.
 */
export async function openRawCsv(file: TextFile, options: ReadOptions, limits: ReadLimits): Promise<RawCsv> {
  const { encoding, byteOrderMark } = await encodingOf(file, options.encoding);
  const dialect = dialectOf(await decodeStart(file, encoding), options.delimiter, options.quoteRule);
  const encode = encoderOf(encoding);
  if (encode === undefined || isWithinCharacters(dialect.delimiter, encoding)) throw notCopied(file.path, encoding);
  const held = encoding.startsWith('utf-16') ? heldAsText(file, encoding, encode) : heldAsBytes(file, encoding, encode);
  const lead = held.hold(byteOrderMark ? '\ufeff' : '')?.length ?? 0;
  const start = await startOf(held, lead, dialect.skip);
  const delimiter = held.hold(dialect.delimiter) ?? dialect.delimiter;
  const format = { delimiter, newline: dialect.newline, quoteRule: dialect.quoteRule, cellLength: limits.cellLength };
  const needsQuotes = /["\r\n]|^[\s\uFEFF]|\s$/;
  return {
    encoding,
    delimiter,
    bytesOf: held.bytesOf,
    valueOf: ({ raw }, { start: from, end }) => {
      const [cell] = placeRows(raw.slice(from, end), format, true).rows[0]?.cells ?? [];
      return cellOf(held.textOf(cell?.text ?? ''));
    },
    cellFor: (text, isQuoted) => {
      const isInQuotes = isQuoted || needsQuotes.test(text) || text.includes(dialect.delimiter);
      return held.hold(isInQuotes ? `"${text.replaceAll('"', '""')}"` : text);
    },
    async *rows() {
      let rest = '';
      let tried = 0;
      let row = 0;
      let isFirst = true;
      const take = (text: string, isWhole: boolean): readonly RawRow[] => {
        // A lone \r among \n ends a row as well; both have one character, so that places stay the same.
        const alike = dialect.mixed ? text.replace(/\r(?!\n)/g, '\n') : text;
        const placed = placeRows(alike, format, isWhole);
        let from = 0;
        const rows = placed.rows.map(({ cells, end }) => {
          const raw = text.slice(from, end);
          const own = cells.map((cell, index) => within(cell, from, text, index === cells.length - 1));
          from = end;
          row += 1;
          return { row, raw, cells: own };
        });
        rest = text.slice(from);
        tried = rest.length;
        return rows;
      };
      for await (const piece of held.pieces()) {
        let text = rest + piece;
        if (isFirst && text.length < start) {
          rest = text;
          continue;
        }
        if (isFirst) {
          if (start > 0) yield [{ row: 0, raw: text.slice(0, start), cells: [] }];
          text = text.slice(start);
          isFirst = false;
        }
        // The line end may have its \n in the next piece; and a row of many pieces is looked at when it has doubled.
        if (text.length < 2 * tried || text.endsWith('\r')) rest = text;
        else yield take(text, false);
      }
      if (isFirst) yield [{ row: 0, raw: rest, cells: [] }];
      else {
        const mark = rest.endsWith(END_OF_FILE) ? END_OF_FILE : '';
        const last = take(rest.slice(0, rest.length - mark.length), true);
        if (last.length > 0) yield last;
        if (rest + mark !== '') yield [{ row: 0, raw: rest + mark, cells: [] }];
      }
    },
  };
}

function within({ start, end }: PlacedCell, from: number, text: string, isLast: boolean): RawCell {
  // Rows end at \n; what is left of \r\n hangs on the last cell.
  const cellEnd = isLast && text[end - 1] === '\r' && end > start ? end - 1 : end;
  const isQuoted = text.slice(start, cellEnd).trimStart().startsWith('"');
  return { start: start - from, end: cellEnd - from, isQuoted };
}

/** Where the first row begins: behind the byte order mark and a line such as `sep=;`. */
async function startOf(held: Held, lead: number, skip: number): Promise<number> {
  if (skip === 0) return lead;
  let text = '';
  for await (const piece of held.pieces()) {
    text += piece;
    for (let length = skip; length <= Math.min(text.length - lead, 4 * skip); length++)
      if (held.textOf(text.slice(lead, lead + length)).length === skip) return lead + length;
    if (text.length > lead + 4 * skip) break;
  }
  return lead + skip;
}

function heldAsBytes(file: TextFile, encoding: string, encode: Encoder): Held {
  return {
    pieces: async function* () {
      for await (const piece of file.bytes()) yield piece.toString('latin1');
    },
    textOf: (raw) => {
      const bytes = Buffer.from(raw, 'latin1');
      if (encoding === 'utf-8') return bytes.toString('utf8');
      const decode = decoderOf(encoding);
      return decode(bytes) + decode(undefined);
    },
    hold: (text) => encode(text)?.toString('latin1'),
    bytesOf: (raw) => Buffer.from(raw, 'latin1'),
  };
}

function heldAsText(file: TextFile, encoding: string, encode: Encoder): Held {
  return {
    pieces: async function* () {
      const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
      for await (const piece of file.bytes()) yield decoder.decode(piece, { stream: true });
      yield decoder.decode();
    },
    textOf: (raw) => raw,
    hold: (text) => text,
    bytesOf: (raw) => encode(raw) ?? Buffer.alloc(0),
  };
}

/** Whether the delimiter may be part of a character of several bytes, as `|` in Shift JIS. */
function isWithinCharacters(delimiter: string, encoding: string): boolean {
  const hasSuch = ['shift_jis', 'gbk', 'gb18030', 'big5'].includes(encoding);
  return hasSuch && /[^\t ,;:]/.test(delimiter);
}

function notCopied(path: string, encoding: string): Stop {
  return new Stop(
    'input',
    'NOT_COPIED',
    `${path} cannot be corrected in its own encoding, ${encoding}`,
    'Save it as "CSV UTF-8", or put the answers into a mapping file with --mapping FILE.',
  );
}
