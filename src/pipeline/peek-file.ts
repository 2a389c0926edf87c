// `peek`: what was detected in a file, and its raw rows. Judges nothing.

import { basename } from 'node:path';
import { importDatasets } from '../datasets/index.js';
import { findHeader } from '../mapping/find-header.js';
import { openSource } from '../read/open-source.js';
import type { Detection, ReadOptions } from '../read/source.js';
import { cellText, type SourceRow } from '../values/cell.js';
import { firstRows, sheetsToSearch } from './choose-table.js';

/** What to look at. */
export interface PeekRequest extends ReadOptions {
  readonly file: string;
  /** A sheet's name, or its number from 1; without it, all visible sheets. */
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
  /** What else was noticed, in words, as far as the sheet was read: what is hidden or merged, how the encoding was decided. */
  readonly remarks: readonly string[];
}

/** A file looked into. */
export interface Peeked {
  readonly file: string;
  readonly detection: Detection;
  readonly sheets: readonly PeekedSheet[];
  /** The raw rows of the looked-at sheets, one after the other. */
  rows(): AsyncIterable<readonly SourceRow[]>;
  close(): Promise<void>;
}

/** Opens a file and tells what is in it. Throws a Stop of kind `input`. */
export async function peekFile(request: PeekRequest): Promise<Peeked> {
  const source = await openSource(request.file, request);
  const name = basename(request.file);
  const names = sheetsToSearch(source, name, request.sheet);
  const sheets: PeekedSheet[] = [];
  for (const sheet of names) {
    const rows = await firstRows(source, sheet, request.headerRow);
    const found = findHeader(rows, importDatasets, { headerRow: request.headerRow });
    sheets.push({
      name: sheet,
      headerRow: found?.header.row ?? 0,
      columns: found?.header.cells.map(cellText) ?? [],
      dataset: found?.dataset?.name ?? '',
      remarks: source.remarks(sheet),
    });
  }
  return {
    file: request.file,
    detection: source.detection,
    sheets,
    async *rows() {
      for (const sheet of names) yield* source.rows(sheet);
    },
    close: () => source.close(),
  };
}
