// The rows to fix, in the source's own layout: the rows above the header and the header where they were, the same format,
// delimiter or sheet name, and cell types; ready to be imported as it is. Written only if there is such a row.

import { join } from 'node:path';
import { markTitles } from '../../datasets/dataset.js';
import type { SourceRow } from '../../values/cell.js';
import { openCsv } from '../files/csv.js';
import { orLeave, type Unfinished } from '../files/or-leave.js';
import { titleWidth } from '../sheet/cell-size.js';
import { sheetCell } from '../sheet/sheet-cell.js';
import { sheetName } from '../sheet/sheet-name.js';
import { openWorkbook } from '../sheet/workbook-file.js';

/** How the source is laid out. */
export interface SourceLayout {
  readonly format: 'csv' | 'xlsx';
  /** '' for a workbook. */
  readonly delimiter: string;
  readonly byteOrderMark: boolean;
  /** '' for a CSV file. */
  readonly sheet: string;
  /** The rows down to the header, the header last; blank rows between them are left out. */
  readonly lead: readonly SourceRow[];
  /** The header's row number, as Excel shows it. */
  readonly headerRow: number;
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

/** The columns of an export that are hidden in it, and stay so. */
const marks: ReadonlySet<string> = new Set(Object.values(markTitles));

interface Rows extends Unfinished {
  write(row: SourceRow): Promise<void> | void;
  close(): Promise<void>;
}

/** Prepares `failed.csv` or `failed.xlsx` in a folder; nothing is written before the first row. */
export function failedFile(folder: string, source: SourceLayout): FailedFile {
  const path = join(folder, `failed.${source.format}`);
  let opened: Promise<Rows> | undefined;
  let rows: Rows | undefined;
  async function open(): Promise<Rows> {
    rows = await (source.format === 'csv' ? openCsvRows(path, source) : openSheetRows(path, source));
    return rows;
  }
  return {
    add(row) {
      if (rows) return rows.write(row);
      opened ??= open();
      return opened.then((file) => file.write(row));
    },
    async close() {
      if (opened === undefined) return undefined;
      await (await opened).close();
      return path;
    },
    async leave() {
      await (await opened?.catch(() => undefined))?.leave();
    },
  };
}

async function openCsvRows(path: string, { delimiter, byteOrderMark, lead, titles }: SourceLayout): Promise<Rows> {
  const file = await openCsv(path, { delimiter, byteOrderMark, columns: [] });
  await orLeave(file, async () => {
    let next = 1;
    for (const { row, cells } of lead) {
      for (; next < row; next += 1) await file.write([]);
      await file.write(cells);
      next += 1;
    }
  });
  return { write: ({ cells }) => file.write(widened(cells, titles.length)), close: file.close, leave: file.leave };
}

/** As many cells as the header has: readers take a shorter line for a damaged one. */
function widened(cells: SourceRow['cells'], length: number): SourceRow['cells'] {
  return cells.length >= length ? cells : [...cells, ...new Array<null>(length - cells.length).fill(null)];
}

async function openSheetRows(path: string, { sheet: name, lead, headerRow, titles }: SourceLayout): Promise<Rows> {
  const file = await openWorkbook(path);
  const sheet = file.sheet({
    name: sheetName(name) || 'Rows',
    columns: titles.map((title) => ({ width: titleWidth(title), hidden: marks.has(title) })),
    frozen: { rows: headerRow, columns: 0 },
  });
  await orLeave(file, async () => {
    for (const { row, cells } of lead) {
      sheet.skipTo(row);
      await sheet.add(cells.map(sheetCell));
    }
  });
  return {
    write: ({ cells }) => sheet.add(cells.map(sheetCell)),
    async close() {
      await sheet.close();
      await file.close();
    },
    leave: file.leave,
  };
}
