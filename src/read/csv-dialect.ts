// How a CSV file is written: its delimiter and line ends, found in its first rows. Quoted parts do not count.

import Papa from 'papaparse';
import { Stop } from '../problems/stop.js';

export interface CsvDialect {
  readonly delimiter: string;
  /** `\n` for files with `\n` or `\r\n`, mixed or not: the `\r` is taken off row by row. */
  readonly newline: '\n' | '\r';
  /** Whether some rows end in `\r` alone and others do not, as in files that were put together: they all are to end in `\n`. */
  readonly mixed: boolean;
  /** Characters before the first row: a line such as `sep=;`, which Excel obeys and does not show. */
  readonly skip: number;
}

/** Delimiters that are looked for; an earlier one wins where all else is equal. */
const usual = [',', ';', '\t', '|'] as const;
/** They also stand inside of cells, as in times: only where they make a whole table of the file. */
const rare: readonly string[] = ['^', '~', '¦', ':', '\x1f', '\x01'];
const LEAST_RARE_WIDTH = 3;
const LEAST_RARE_SHARE = 0.8;
const SAMPLE_ROWS = 200;
const SEPARATOR_LINE = /^"?sep=(.)"?(?:\r?\n|\r|$)/i;

/**
 * @param start The first rows of the file; the last one may be cut off.
 * @param asked The delimiter to use, `tab` or `\t` for a tab; undefined: find it.
 * @throws Stop of kind `usage` for a delimiter that cannot be one.
 */
export function dialectOf(start: string, asked: string | undefined): CsvDialect {
  const { newline, mixed } = newlineOf(start);
  const [line = '', said] = SEPARATOR_LINE.exec(start) ?? [];
  const text = start.slice(line.length);
  const delimiter = asked === undefined ? (said ?? findDelimiter(text, newline)) : delimiterAsked(asked);
  return { delimiter, newline, mixed, skip: line.length };
}

function delimiterAsked(asked: string): string {
  const delimiter = /^(tab|\\t)$/i.test(asked) ? '\t' : asked;
  if (delimiter.length === 1 && !Papa.BAD_DELIMITERS.includes(delimiter)) return delimiter;
  throw new Stop(
    'usage',
    'BAD_DELIMITER',
    `"${asked}" cannot be a delimiter`,
    "Give one character, such as --delimiter ';' or --delimiter tab.",
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
  for (const candidate of [...usual, ...rare]) {
    const rows = sampleRows(text, candidate, newline);
    const { width, share } = usualWidth(rows);
    if (width === 0) continue;
    if (rare.includes(candidate) && (width < LEAST_RARE_WIDTH || share < LEAST_RARE_SHARE)) continue;
    const score = share * (1 - strayShare(rows, candidate));
    if (score > bestScore || (score === bestScore && width > bestWidth)) {
      best = candidate;
      bestScore = score;
      bestWidth = width;
    }
  }
  return best;
}

function sampleRows(text: string, delimiter: string, newline: CsvDialect['newline']): readonly (readonly string[])[] {
  const parser = new Papa.Parser({ delimiter, newline, preview: SAMPLE_ROWS });
  // Typed `any` by the library's types; what it gives is text by construction.
  const { data }: { data: string[][] } = parser.parse(text, 0, false);
  // The last row may be cut off, or be the one that decides.
  const rows = data.length > 1 ? data.slice(0, -1) : data;
  return rows.filter((row) => row.some((cell) => cell.trim() !== ''));
}

/** The commonest number of cells in a row, titles and other rows of one cell aside, and the share of all rows that have it. */
function usualWidth(rows: readonly (readonly string[])[]): { width: number; share: number } {
  const counts = new Map<number, number>();
  for (const row of rows) if (row.length > 1) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
  let width = 0;
  let most = 0;
  for (const [candidate, count] of counts) {
    if (count > most || (count === most && candidate > width)) {
      width = candidate;
      most = count;
    }
  }
  return { width, share: most / rows.length };
}

const NUMBER_WITH_COMMA = /^[\s\d.,'€$£%+()-]+$/;
/** What a cell holds that should have been split; a comma with a space behind it is prose. */
const STRAY: Readonly<Partial<Record<string, RegExp>>> = {
  ',': /[;\t|]/,
  ';': /,(?! )|[\t|]/,
  '\t': /,(?! )|[;|]/,
  '|': /,(?! )|[;\t]/,
};
const STRAY_OF_RARE = /,(?! )|[;\t|]/;

/** The share of cells that hold another candidate, as cells do that a wrong delimiter leaves together. */
function strayShare(rows: readonly (readonly string[])[], candidate: string): number {
  const pattern = STRAY[candidate] ?? STRAY_OF_RARE;
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
