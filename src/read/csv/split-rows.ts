// Splits CSV text into rows of cells, by the delimiter, the line end and the rule for quotes. Its work grows with the text
// alone, whatever its quotes are. What cells mean, and how a file is read piece by piece, is read-csv.ts's.

import type { QuoteRule } from '../source/source.js';

export interface RowFormat {
  /** One character, or two. */
  readonly delimiter: string;
  readonly newline: '\n' | '\r';
  readonly quoteRule: QuoteRule;
  /** Characters after which a quote that is not closed is text, by the lenient rule. */
  readonly cellLength: number;
}

/** A text as rows. */
export interface SplitText {
  /** A blank line is a row without cells. */
  readonly rows: string[][];
  /** Behind the last whole row. */
  readonly end: number;
  /** The place of a quote that opens a cell and does not close it; the rows end before its row. -1: there is none. */
  readonly openQuote: number;
}

/** A row, and where the next one begins. */
interface SplitRow {
  readonly cells: string[];
  readonly end: number;
}

/** Where a cell ends, and its text. */
interface SplitCell {
  readonly text: string;
  readonly end: number;
}

/** The row, or the cell, does not end within the text. */
const UNFINISHED = 'unfinished';
/** The place of a quote that does not close its cell. */
type OpenQuote = number;

const QUOTE = '"';

/**
 * @param isWhole Whether nothing follows the text: its last row ends with it.
 * @param most Rows at the most.
 */
export function splitRows(
  text: string,
  format: RowFormat,
  isWhole: boolean,
  most = Number.POSITIVE_INFINITY,
): SplitText {
  const { delimiter, newline } = format;
  const rows: string[][] = [];
  const blank: string[] = [];
  let quote = text.indexOf(QUOTE);
  let at = 0;
  while (at < text.length && rows.length < most) {
    if (quote >= 0 && quote < at) quote = text.indexOf(QUOTE, at);
    const lineEnd = text.indexOf(newline, at);
    if (lineEnd < 0 && !isWhole) break;
    const end = lineEnd < 0 ? text.length : lineEnd;
    if (quote < 0 || quote > end) {
      rows.push(end === at ? blank : text.slice(at, end).split(delimiter));
      at = end + 1;
      continue;
    }
    const row = splitQuotedRow(text, at, format, isWhole);
    if (row === UNFINISHED) break;
    if (typeof row === 'number') return { rows, end: at, openQuote: row };
    rows.push(row.cells);
    at = row.end;
  }
  return { rows, end: Math.min(at, text.length), openQuote: -1 };
}

/** A row with a quote somewhere in its first line. */
function splitQuotedRow(
  text: string,
  start: number,
  format: RowFormat,
  isWhole: boolean,
): SplitRow | OpenQuote | typeof UNFINISHED {
  const { delimiter, newline } = format;
  const cells: string[] = [];
  let at = start;
  for (;;) {
    const cell = readCell(text, at, format, isWhole);
    if (typeof cell !== 'object') return cell;
    cells.push(cell.text);
    if (cell.end >= text.length) return isWhole ? { cells, end: cell.end } : UNFINISHED;
    if (text[cell.end] === newline) return { cells, end: cell.end + 1 };
    at = cell.end + delimiter.length;
  }
}

/** A cell, and where it is in the text: with its quotes, and the blanks around them. */
export interface PlacedCell {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A text as rows whose cells have their places; otherwise as splitRows. */
export interface PlacedText extends Omit<SplitText, 'rows'> {
  readonly rows: readonly { readonly cells: readonly PlacedCell[]; readonly end: number }[];
}

/** Splits as splitRows does, and says where each cell is. `end` of a row is behind its line end. */
export function placeRows(text: string, format: RowFormat, isWhole: boolean): PlacedText {
  const rows: { readonly cells: readonly PlacedCell[]; readonly end: number }[] = [];
  let at = 0;
  while (at < text.length) {
    const cells: PlacedCell[] = [];
    let start = at;
    for (;;) {
      const cell = readCell(text, start, format, isWhole);
      if (typeof cell === 'number') return { rows, end: at, openQuote: cell };
      if (cell === UNFINISHED || (cell.end >= text.length && !isWhole)) return { rows, end: at, openQuote: -1 };
      cells.push({ text: cell.text, start, end: cell.end });
      const isLast = cell.end >= text.length || text[cell.end] === format.newline;
      start = cell.end + (isLast ? 1 : format.delimiter.length);
      if (isLast) break;
    }
    at = Math.min(start, text.length);
    rows.push({ cells, end: at });
  }
  return { rows, end: at, openQuote: -1 };
}

function readCell(
  text: string,
  start: number,
  format: RowFormat,
  isWhole: boolean,
): SplitCell | OpenQuote | typeof UNFINISHED {
  const open = afterBlanks(text, start, format);
  if (text[open] !== QUOTE) return plainCell(text, start, format);
  const cell = quotedCell(text, open, format, isWhole);
  if (typeof cell !== 'number') return cell;
  // Behind a blank, a quote opens a cell only where it closes it as well.
  return open > start || format.quoteRule === 'lenient' ? plainCell(text, start, format) : cell;
}

function plainCell(text: string, start: number, { delimiter, newline }: RowFormat): SplitCell {
  // Searched from character to character, since the next line end may be far away.
  const first = delimiter.charCodeAt(0);
  const lineEnd = newline.charCodeAt(0);
  let end = start;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (code === lineEnd || (code === first && text.startsWith(delimiter, end))) break;
  }
  return { text: text.slice(start, end), end };
}

/** A cell in quotes. A quote within it that does not end it is text, as long as the cell ends in the same line. */
function quotedCell(
  text: string,
  open: number,
  format: RowFormat,
  isWhole: boolean,
): SplitCell | OpenQuote | typeof UNFINISHED {
  const { delimiter, newline, quoteRule, cellLength } = format;
  let hasPairs = false;
  let hasStray = false;
  for (let at = open + 1; ; ) {
    const quote = text.indexOf(QUOTE, at);
    if (quote < 0 || (quote + 1 === text.length && !isWhole))
      return isWhole || (quoteRule === 'lenient' && text.length - open > cellLength) ? open : UNFINISHED;
    if (hasStray && (opensCell(text, quote, delimiter) || text.slice(at, quote).includes(newline))) return open;
    if (text[quote + 1] === QUOTE) {
      hasPairs = true;
      at = quote + 2;
      continue;
    }
    const end = afterBlanks(text, quote + 1, format);
    if (end >= text.length && !isWhole) return UNFINISHED;
    if (end >= text.length || text[end] === newline || text.startsWith(delimiter, end)) {
      const inside = text.slice(open + 1, quote);
      return { text: hasPairs ? inside.replaceAll('""', QUOTE) : inside, end };
    }
    if (!hasStray && text.slice(open, quote).includes(newline)) return open;
    hasStray = true;
    at = quote + 1;
  }
}

/** Whether a quote stands where a cell begins. */
function opensCell(text: string, quote: number, delimiter: string): boolean {
  let at = quote;
  while (text[at - 1] === ' ' && !text.endsWith(delimiter, at)) at--;
  return text.endsWith(delimiter, at);
}

/** Behind the blanks that stand here, unless they are the delimiter or the line end. */
function afterBlanks(text: string, start: number, { delimiter, newline }: RowFormat): number {
  let at = start;
  for (; at < text.length; at++) {
    const char = text[at];
    if ((char !== ' ' && char !== '\t' && char !== '\r') || char === newline || text.startsWith(delimiter, at)) break;
  }
  return at;
}
