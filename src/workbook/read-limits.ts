// Limits against hostile or damaged files, their names, and the error for exceeding one, which
// names the option that raises it. Readers count; reading that option is cli's.

import { Stop } from '../problems/stop.js';
import { grouped } from '../values/numbers/grouped.js';

/** How much a reader takes before it refuses. Sizes are bytes, lengths are UTF-16 units as JavaScript and Excel count them. */
export interface ReadLimits {
  /** A workbook as it lies on disk. CSV files are streamed and may have any size; what a gzipped one unpacks to counts as a part. */
  readonly fileBytes: number;
  /** Parts inside a workbook. */
  readonly entries: number;
  /** Sheets of a workbook, each of which may be looked into for the table. */
  readonly sheets: number;
  /** One part of a workbook, or a gzipped file, unpacked. Both are streamed, so this bounds time rather than memory. */
  readonly unpackedBytes: number;
  /** A workbook part that is held in memory as a whole (list of sheets, styles), unpacked. */
  readonly partBytes: number;
  /** Unpacked bytes for one packed byte, once 16 MiB are unpacked; deflate itself cannot exceed 1032. */
  readonly ratio: number;
  /** Entries of a workbook's table of shared strings, which is held in memory. */
  readonly sharedStrings: number;
  /** The table of shared strings, unpacked. */
  readonly sharedStringBytes: number;
  /** Row numbers of a sheet or records of a CSV file. */
  readonly rows: number;
  /** Excel's own limit is 16,384 (column XFD). */
  readonly columns: number;
  /** Excel's own limit is 32,767. */
  readonly cellLength: number;
}

const MIB = 1024 * 1024;

/** The ratio counts from here on: small parts may pack very well without harm. */
export const RATIO_FROM_BYTES = 16 * MIB;

export const defaultLimits: ReadLimits = {
  fileBytes: 2048 * MIB,
  entries: 10_000,
  sheets: 1000,
  unpackedBytes: 8192 * MIB,
  partBytes: 64 * MIB,
  ratio: 500,
  sharedStrings: 5_000_000,
  sharedStringBytes: 512 * MIB,
  rows: 10_000_000,
  columns: 16_384,
  cellLength: 262_144,
};

const codes = {
  fileBytes: 'FILE_TOO_LARGE',
  entries: 'TOO_MANY_PARTS',
  sheets: 'TOO_MANY_SHEETS',
  unpackedBytes: 'UNPACKED_TOO_LARGE',
  partBytes: 'UNPACKED_TOO_LARGE',
  ratio: 'PACKED_TOO_TIGHT',
  sharedStrings: 'TOO_MANY_STRINGS',
  sharedStringBytes: 'TOO_MANY_STRINGS',
  rows: 'TOO_MANY_ROWS',
  columns: 'TOO_MANY_COLUMNS',
  cellLength: 'CELL_TOO_LONG',
} as const satisfies Record<keyof ReadLimits, string>;

/** What else helps than a higher limit. */
const cures: Partial<Record<keyof ReadLimits, string>> = {
  // Of a CSV file: what runs on like this is hardly ever one cell.
  cellLength: 'Look for a quote that is not closed above it, or give the delimiter with --delimiter',
};
const CURE = 'The limits guard against damaged and hostile files';

/** Beyond so many times a limit, what a file says that it needs is no advice: it is damaged or lies. */
const MOST_RAISED = 100;

/** A limit's name in options, as `unpacked-bytes`. */
export function limitName(limit: string): string {
  return limit.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** Steps of 1024, so that the defaults are round. */
const UNITS = ['', 'KB', 'MB', 'GB'] as const;

/** A limit as options write it: `512MB` for sizes, digits for all else. */
export function limitText(limit: keyof ReadLimits, value: number): string {
  if (!limit.endsWith('Bytes')) return String(value);
  const step = UNITS.findLastIndex((_, power) => value % 1024 ** power === 0);
  return `${value / 1024 ** step}${UNITS[step]}`;
}

/**
 * The error for a file that exceeds a limit.
 * @param what What exceeds it, and where, as `big.xlsx, sheet Q1, row 7: a cell`.
 * @param needed How much would be enough, where that is known.
 * @param cure What else helps; a full stop is put behind it.
 */
export function overLimit(
  limit: keyof ReadLimits,
  limits: ReadLimits,
  what: string,
  { needed = 0, cure = cures[limit] ?? CURE }: { readonly needed?: number; readonly cure?: string } = {},
): Stop {
  const most = grouped(limits[limit]);
  const unit = limit.endsWith('Bytes') ? ' bytes' : limit === 'cellLength' ? ' characters' : '';
  const enough = needed <= MOST_RAISED * limits[limit] ? needed : 0;
  const option = `--limit ${limitName(limit)}=${limitText(limit, Math.max(enough, 2 * limits[limit]))}`;
  const hint = `${cure}. If the file is right, raise the limit with ${option}`;
  return new Stop('input', codes[limit], `${what} exceeds the limit of ${most}${unit}`, hint);
}
