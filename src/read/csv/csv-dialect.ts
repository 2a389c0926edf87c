// How a CSV file is written: its delimiter and line ends, found in its first rows. Quoted parts do not count.

import { Stop } from '../../problems/stop.js';
import type { QuoteRule } from '../source/source.js';
import { splitRows } from './split-rows.js';

export interface CsvDialect {
  readonly delimiter: string;
  /** `\n` for files with `\n` or `\r\n`, mixed or not: the `\r` is taken off row by row. */
  readonly newline: '\n' | '\r';
  /** Whether some rows end in `\r` alone and others do not, as in files that were put together: they all are to end in `\n`. */
  readonly mixed: boolean;
  /** Characters before the first row: a line such as `sep=;`, which Excel obeys and does not show. */
  readonly skip: number;
  readonly quoteRule: QuoteRule;
}

/** Delimiters that are looked for; an earlier one wins where all else is equal. */
const usual = [',', ';', '\t', '|'] as const;
/** Two characters: they win where they split as well as the first of them does alone, whose cells all begin with a blank then. */
const double = [', ', '; ', '| ', '||'] as const;
/** They also stand inside of cells, as in times: only where they make a whole table of the file. */
const rare: readonly string[] = ['^', '~', '¦', ':', '\x1f', '\x01'];
const LEAST_RARE_WIDTH = 3;
const LEAST_RARE_SHARE = 0.8;
/** A colon stands in the cells of a table with one column as well (times, links), but not in its title. */
const IN_HEADER: readonly string[] = [':'];
const SAMPLE_ROWS = 200;
const SEPARATOR_LINE = /^"?sep=(.)"?(?:\r?\n|\r|$)/i;

/**
 * @param start The first rows of the file; the last one may be cut off.
 * @param asked The delimiter to use, `tab` or `\t` for a tab; undefined: find it.
 * @throws Stop of kind `usage` for a delimiter that cannot be one.
 */
export function dialectOf(start: string, asked: string | undefined, quoteRule: QuoteRule = 'strict'): CsvDialect {
  const { newline, mixed } = newlineOf(start);
  const [line = '', said] = SEPARATOR_LINE.exec(start) ?? [];
  const text = start.slice(line.length);
  const delimiter = asked === undefined ? (said ?? findDelimiter(text, newline)) : delimiterAsked(asked);
  return { delimiter, newline, mixed, skip: line.length, quoteRule };
}

function delimiterAsked(asked: string): string {
  const delimiter = /^(tab|\\t)$/i.test(asked) ? '\t' : asked;
  if (/^[^"\r\n\ufeff]{1,2}$/.test(delimiter) && (delimiter.length === 1 || delimiter.trim() !== '')) return delimiter;
  throw new Stop(
    'usage',
    'BAD_DELIMITER',
    `"${asked}" cannot be a delimiter`,
    "Give one or two characters, such as --delimiter ';' or --delimiter tab.",
  );
}

/** `\r` alone ends lines in files of old Mac programs. Line ends within quotes do not count. */
function newlineOf(text: string): Pick<CsvDialect, 'newline' | 'mixed'> {
  let inQuotes = false;
  let lone = 0;
  let feeds = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '"') inQuotes = !inQuotes;
    else if (!inQuotes && char === '\n') feeds++;
    else if (!inQuotes && char === '\r' && text[at + 1] !== '\n') lone++;
  }
  const mixed = lone > 0 && feeds > 0;
  return { newline: lone > 0 && !mixed ? '\r' : '\n', mixed };
}

/** The candidate that splits the rows most evenly and leaves the least of the other candidates in the cells. */
function findDelimiter(text: string, newline: CsvDialect['newline']): string {
  let best: string = usual[0];
  let bestScore = 0;
  let bestWidth = 0;
  for (const candidate of [...usual, ...double, ...rare]) {
    const rows = sampleRows(text, candidate, newline);
    const table = usualWidth(rows);
    if (!mayDelimit(candidate, rows, table)) continue;
    const { width, share } = table;
    const score = share * (1 - strayShare(rows, candidate));
    const isWider = width > bestWidth || isWholeOf(candidate, best, width, bestWidth);
    if (score > bestScore || (score === bestScore && isWider)) {
      best = candidate;
      bestScore = score;
      bestWidth = width;
    }
  }
  return bestWidth === 0 ? unsplitting(text, newline) : best;
}

/** The usual delimiter of a file of one column, or another one where it would split the names in it. */
function unsplitting(text: string, newline: CsvDialect['newline']): string {
  const [first] = usual;
  if (!isProse(sampleRows(text, first, newline))) return first;
  return usual.find((other) => sampleRows(text, other, newline).every((row) => row.length === 1)) ?? first;
}

/** "Müller; Söhne" in a column of names: prose has a blank behind every one of them. */
function isProse(rows: Rows): boolean {
  return rows.some((row) => row.length > 1) && rows.every((row) => row.slice(1).every((cell) => cell.startsWith(' ')));
}

/** Whether the candidate is two characters of which the first, taken alone, would split in the same places. */
function isWholeOf(candidate: string, single: string, width: number, singleWidth: number): boolean {
  if (candidate.length < 2 || candidate[0] !== single) return false;
  return singleWidth === (candidate[1] === single ? 2 * width - 1 : width);
}

type Rows = readonly (readonly string[])[];

function sampleRows(text: string, delimiter: string, newline: CsvDialect['newline']): Rows {
  // Whether a stray quote is refused is not to be decided here.
  const format = { delimiter, newline, quoteRule: 'lenient', cellLength: text.length } as const;
  const { rows: data } = splitRows(text, format, true, SAMPLE_ROWS);
  // The last row may be cut off, or be the one that decides.
  const rows = data.length > 1 ? data.slice(0, -1) : data;
  return rows.filter((row) => row.some((cell) => cell.trim() !== ''));
}

/** The rows of the usual width. */
interface UsualWidth {
  /** 0: no row has two cells. */
  readonly width: number;
  /** Of all rows. */
  readonly share: number;
  /** Of the rows from the first of them on. */
  readonly shareBelow: number;
  readonly count: number;
}

/** Whether the candidate makes a table, and not two cells of a text that happens to hold it. */
function mayDelimit(candidate: string, rows: Rows, { width, share, shareBelow, count }: UsualWidth): boolean {
  if (width === 0) return false;
  if (rare.includes(candidate)) {
    if (width < LEAST_RARE_WIDTH || share < LEAST_RARE_SHARE) return false;
    return !IN_HEADER.includes(candidate) || rows[0]?.length === width;
  }
  if (rows[0]?.length === width) return true;
  // Above a table stand titles and notes; within it, most rows are as wide as its header.
  if (shareBelow < 0.5 || (count < 2 && width < 3)) return false;
  return width !== 2 || (candidate.length === 1 && !isProse(rows));
}

/** The commonest number of cells in a row, titles and other rows of one cell aside, and the share of rows that have it. */
function usualWidth(rows: Rows): UsualWidth {
  const counts = new Map<number, number>();
  for (const row of rows) if (row.length > 1) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
  let width = 0;
  let count = 0;
  for (const [candidate, times] of counts) {
    if (times > count || (times === count && candidate > width)) {
      width = candidate;
      count = times;
    }
  }
  const first = rows.findIndex((row) => row.length === width);
  return { width, count, share: count / rows.length, shareBelow: count / (rows.length - Math.max(first, 0)) };
}

const NUMBER_WITH_COMMA = /^[\s\d.,'€$£%+()-]+$/;
/** What a cell holds that should have been split; a comma with a space behind it is prose. */
const STRAY: Readonly<Partial<Record<string, RegExp>>> = {
  ',': /[;\t|]/,
  ';': /,(?! )|[\t|]/,
  '\t': /,(?! )|[;|]/,
  '|': /,(?! )|[;\t]/,
  // A comma within their cells is a decimal comma, or prose.
  ', ': /[;\t|]/,
  '; ': /;|,(?! )|[\t|]/,
  '| ': /\||,(?! )|[;\t]/,
  '||': /\||,(?! )|[;\t]/,
};
const STRAY_OF_OTHERS = /,(?! )|[;\t|]/;

/** The share of cells that hold another candidate, as cells do that a wrong delimiter leaves together. */
function strayShare(rows: readonly (readonly string[])[], candidate: string): number {
  const pattern = STRAY[candidate] ?? STRAY_OF_OTHERS;
  let cells = 0;
  let stray = 0;
  for (const row of rows) {
    for (const cell of row) {
      cells++;
      if (pattern.test(cell) && !NUMBER_WITH_COMMA.test(cell)) stray++;
    }
  }
  return cells === 0 ? 0 : stray / cells;
}
