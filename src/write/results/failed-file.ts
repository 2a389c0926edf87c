// The rows to fix of a CSV file, in its own layout: the rows above the header and the header where they were, the same delimiter;
// ready to be imported as it is. Written only if there is such a row.

import { join } from 'node:path';
import type { SourceRow } from '../../values/cell.js';
import { openCsv, type RowFile } from '../files/csv.js';
import { orLeave, type Unfinished } from '../files/or-leave.js';

/** How the source is laid out. */
export interface SourceLayout {
  readonly format: 'csv' | 'xlsx';
  /** '' for a workbook. */
  readonly delimiter: string;
  readonly byteOrderMark: boolean;
  /** The rows down to the header, the header last; blank rows between them are left out. */
  readonly lead: readonly SourceRow[];
  /** The header's titles, from column A on. */
  readonly titles: readonly string[];
  /** Columns that rows have gained beyond the source's, and the row as the source would have it. */
  readonly gained?: { readonly titles: readonly string[]; ownRow(row: SourceRow): SourceRow };
}

/** The file of rows to fix in the making. */
export interface FailedFile extends Unfinished {
  add(row: SourceRow): Promise<void> | void;
  /** Finishes the file; its path, or undefined when no row was added. */
  close(): Promise<string | undefined>;
}

/** Prepares `failed.csv` in a folder; nothing is written before the first row. */
export function failedFile(folder: string, source: SourceLayout): FailedFile {
  const path = join(folder, 'failed.csv');
  let opening: Promise<RowFile> | undefined;
  let file: RowFile | undefined;
  async function open(): Promise<RowFile> {
    file = await openWithLead(path, source);
    return file;
  }
  const write = (to: RowFile, { cells }: SourceRow) => to.write(widened(cells, source.titles.length));
  return {
    add(row) {
      if (file) return write(file, row);
      opening ??= open();
      return opening.then((opened) => write(opened, row));
    },
    async close() {
      if (opening === undefined) return undefined;
      await (await opening).close();
      return path;
    },
    async leave() {
      await (await opening?.catch(() => undefined))?.leave();
    },
  };
}

async function openWithLead(path: string, { delimiter, byteOrderMark, lead }: SourceLayout): Promise<RowFile> {
  const file = await openCsv(path, { delimiter, byteOrderMark, columns: [] });
  await orLeave(file, async () => {
    let next = 1;
    for (const { row, cells } of lead) {
      for (; next < row; next += 1) await file.write([]);
      await file.write(cells);
      next += 1;
    }
  });
  return file;
}

/** As many cells as the header has: readers take a shorter line for a damaged one. */
function widened(cells: SourceRow['cells'], length: number): SourceRow['cells'] {
  return cells.length >= length ? cells : [...cells, ...new Array<null>(length - cells.length).fill(null)];
}
