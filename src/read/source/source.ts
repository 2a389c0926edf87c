// What a reader gives: what was detected, and the rows of a sheet in batches. Readers interpret no value and know no dataset.

import type { SourceRow } from '../../values/cell.js';
import type { ShownAs } from '../../values/numbers/measure.js';
import type { ReadLimits } from '../../workbook/read-limits.js';

/** A sheet of a workbook; a CSV file has one, named ''. */
export interface SheetInfo {
  readonly name: string;
  readonly hidden: boolean;
}

/** What a reader found out about a file. */
export interface Detection {
  readonly format: 'csv' | 'xlsx';
  /** Whether the file is packed with gzip. */
  readonly gzipped: boolean;
  /** As WHATWG names it (`utf-8`); '' for a workbook. */
  readonly encoding: string;
  readonly byteOrderMark: boolean;
  /** '' for a workbook. */
  readonly delimiter: string;
  readonly sheets: readonly SheetInfo[];
}

/**
 * What a quote that does not close its cell means. `strict`: the file is damaged. `lenient`: it is text, and the row ends
 * where its line does.
 */
export type QuoteRule = 'strict' | 'lenient';

/** Options of reading; undefined means: find out. */
export interface ReadOptions {
  readonly encoding?: string | undefined;
  readonly delimiter?: string | undefined;
  /** What a quote that does not close its cell means in a CSV file. @default 'strict' */
  readonly quoteRule?: QuoteRule | undefined;
  /** Other limits than the default ones. */
  readonly limits?: Partial<ReadLimits> | undefined;
}

/** An opened file. Rows can be read as often as needed; each call reads the file anew in bounded memory. */
export interface Source {
  readonly path: string;
  readonly detection: Detection;
  /** Rows of a sheet in order, in batches. Blank rows are left out; row numbers count them. */
  rows(sheet: string): AsyncIterable<readonly SourceRow[]>;
  /**
   * What is worth knowing about how the file and one of its sheets were read, in words: how the encoding was decided, what is
   * hidden, what looks damaged. Of the rows, it says what was found in those that were read so far.
   */
  remarks(sheet: string): readonly string[];
  /**
   * How number formats show the numbers of each column, by its index from 0, in the rows below this one that were read so far;
   * `undefined` stands for numbers that are shown as they are. Columns with nothing but those are left out.
   */
  shownBelow(sheet: string, row: number): ReadonlyMap<number, readonly (ShownAs | undefined)[]>;
  /** How the number of a cell that was read is shown. @param column From 0. */
  shownAt(sheet: string, column: number, row: number): ShownAs | undefined;
  close(): Promise<void>;
}
