// `peek`: what was detected in a file, and its raw rows. Checks nothing.

import { basename } from 'node:path';
import { loadImportDatasets } from '../datasets/index.js';
import { openSource } from '../read/open-source.js';
import type { Detection, ReadOptions, Source } from '../read/source/source.js';
import { cellText, type SourceRow } from '../values/cell.js';
import { searchHiddenSheets, searchSheets, sheetsToSearch } from './table/search-sheets.js';

/** What to look at. */
export interface PeekRequest extends ReadOptions {
  readonly file: string;
  /** A sheet's name, or its number from 1; without it, all sheets, of which the hidden ones show no rows. */
  readonly sheet?: string | undefined;
  readonly headerRow?: number | undefined;
}

/** What was found in one sheet (a CSV file counts as one, named ''). */
export interface PeekedSheet {
  readonly name: string;
  /** The row that looks like the header; 0 when none does. */
  readonly headerRow: number;
  readonly columns: readonly string[];
  /** The dataset that the columns fit; '' when none or several do. */
  readonly dataset: string;
  /** Other observations in words, such as hidden or merged cells and how the encoding was decided. */
  readonly remarks: readonly string[];
}

/** What `peek` found. */
export interface Peeked {
  readonly file: string;
  readonly detection: Detection;
  readonly sheets: readonly PeekedSheet[];
  /** The raw rows of the sheet asked for, else of the visible ones, one after the other. */
  rows(): AsyncIterable<readonly SourceRow[]>;
  close(): Promise<void>;
}

/** Opens a file and reports what is in it. Throws a Stop of kind `input`. */
export async function peekFile(request: PeekRequest): Promise<Peeked> {
  const source = await openSource(request.file, request);
  try {
    return await peekSource(source, request);
  } catch (cause) {
    await source.close();
    throw cause;
  }
}

async function peekSource(source: Source, { file, sheet, headerRow }: PeekRequest): Promise<Peeked> {
  const { first, hidden } = sheetsToSearch(source, basename(file), sheet);
  const datasets = await loadImportDatasets();
  const searched = [
    ...(await searchSheets(source, first, datasets, { headerRow })),
    ...(await searchHiddenSheets(source, hidden, datasets, { headerRow })),
  ];
  return {
    file,
    detection: source.detection,
    sheets: searched.map(({ sheet: name, found }) => ({
      name,
      headerRow: found?.header.row ?? 0,
      columns: found?.header.cells.map(cellText) ?? [],
      dataset: found?.dataset?.name ?? '',
      remarks: source.remarks(name),
    })),
    async *rows() {
      for (const name of first) yield* source.rows(name);
    },
    close: () => source.close(),
  };
}
