// Writes an export while its rows arrive, sorted, so that the same rows give the same bytes in whatever order they come. The rows are
// kept in the run's folder as lines. Where they arrive in order, with no column that was unknown at first, a .csv or .ndjson is only
// given its place, and a workbook is finished; else it is written again from the lines, merged.

import { copyFile, open as openFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExportDataset } from '../../datasets/dataset.js';
import { openLines } from '../files/lines.js';
import { outputStop } from '../files/part-file.js';
import type { ExportFormat } from './export.js';
import { openExportBook } from './export-book.js';
import type { ExportFile, ExportOrigin, ExportRow } from './export-file.js';
import { csvFormat, type LineFormat, ndjsonFormat, rowIn } from './line-format.js';
import { RowKeys } from './row-keys.js';
import { type KeyedLine, RowStore } from './row-store.js';

/** How an export is written. */
export interface SortedExportOptions {
  readonly out: string;
  readonly format: ExportFormat;
  /** A folder of the run's own. */
  readonly folder: string;
  readonly origin: ExportOrigin;
  /** The columns, given the keys of all rows so far. */
  tableOf(seen: ReadonlySet<string>): ExportDataset;
  /** Rows are sorted by it; equal ones by all their cells. */
  keyOf(row: ExportRow): string;
  /** Rows that are gathered, sorted and written at once. @default 4,096 */
  readonly mostRows?: number;
  /** Rows of a sheet of a workbook, its header included. @default as many as Excel has */
  readonly sheetRows?: number | undefined;
}

const MOST_ROWS = 4_096;
/** Rows that are waited for before columns are chosen: a column that only a later row has makes the file be written again. */
const EARLY_ROWS = 1_024;
/** Characters of lines that are written at once. */
const MOST_CHARACTERS = 8 * 1024 * 1024;

/** A line that waits to be stored; with its row, where a workbook needs it. */
interface StoredRow extends KeyedLine {
  readonly row: ExportRow | undefined;
}

/** An export in the making. */
export class SortedExport implements ExportFile {
  readonly #options: SortedExportOptions;
  readonly #format: LineFormat;
  readonly #path: string;
  readonly #mostRows: number;
  readonly #rowKeys = new RowKeys();
  #keys: readonly string[] = [];
  readonly #seen = new Set<string>();
  /** The first rows, which show what the columns are. */
  #early: ExportRow[] = [];
  #store: RowStore | undefined;
  /** The columns of the lines, in their order there. */
  #columns: ExportDataset['columns'] = [];
  #lineOf: (row: ExportRow) => string = () => '';
  #isLate = false;
  /** The workbook, as long as rows come in order. */
  #book: ExportFile | undefined;
  /** What is to be sorted and stored next. */
  #lines: StoredRow[] = [];
  #characters = 0;

  constructor(options: SortedExportOptions) {
    this.#options = options;
    this.#mostRows = options.mostRows ?? MOST_ROWS;
    this.#format = options.format === 'csv' ? csvFormat : ndjsonFormat;
    this.#path = join(options.folder, options.format === 'csv' ? 'export-rows.csv' : 'export-rows.ndjson');
  }

  add(row: ExportRow): Promise<void> | void {
    const isWider = this.#isWider(row);
    if (this.#store === undefined) {
      this.#early.push(row);
      return this.#early.length < Math.min(EARLY_ROWS, this.#mostRows) ? undefined : this.#begin();
    }
    if (isWider) this.#widen();
    this.#gather(row);
    if (this.#isFull) return this.#flush(this.#store);
  }

  /** Finishes the file and gives it its place. */
  async close(): Promise<void> {
    if (this.#store === undefined) await this.#begin();
    const store = this.#store ?? (await this.#open());
    await this.#flush(store);
    await store.close();
    if (store.isSorted && !this.#isLate) await this.#finish();
    else await this.#merge(store);
    await this.#remove();
  }

  /** Takes the unfinished file away; an older one of that name stays as it was. */
  async discard(): Promise<void> {
    await this.#store?.leave();
    await this.#book?.discard();
    await this.#remove();
  }

  #isWider(row: ExportRow): boolean {
    const keys = this.#rowKeys.of(row);
    if (keys === this.#keys) return false;
    this.#keys = keys;
    const known = this.#seen.size;
    for (const key of keys) this.#seen.add(key);
    return this.#seen.size > known;
  }

  /** Makes the lines of the first rows at once: an object that does not outlive its page costs less. */
  async #begin(): Promise<void> {
    const store = await this.#open();
    const rows = this.#early;
    this.#early = [];
    for (const row of rows) {
      this.#gather(row);
      if (this.#isFull) await this.#flush(store);
    }
  }

  /** Opens the file with the columns that are known by now. */
  async #open(): Promise<RowStore> {
    const { format, origin, out, tableOf } = this.#options;
    const table = tableOf(this.#seen);
    this.#columns = table.columns;
    this.#lineOf = this.#format.liner(table.columns);
    this.#store = await RowStore.create(this.#path);
    if (format === 'xlsx') this.#book = await openExportBook(out, table, origin, this.#options.sheetRows);
    else await this.#store.head(this.#format.header(table.columns));
    return this.#store;
  }

  #gather(row: ExportRow): void {
    const line = this.#lineOf(row);
    this.#lines.push({ key: this.#options.keyOf(row), line, row: this.#book && row });
    this.#characters += line.length;
  }

  get #isFull(): boolean {
    return this.#lines.length >= this.#mostRows || this.#characters >= MOST_CHARACTERS;
  }

  async #flush(store: RowStore): Promise<void> {
    const lines = this.#lines;
    this.#lines = [];
    this.#characters = 0;
    await store.add(lines);
    if (this.#book === undefined) return;
    if (!store.isSorted || this.#isLate) {
      await this.#book.discard();
      this.#book = undefined;
      return;
    }
    for (const { row } of lines) {
      const busy = row && this.#book.add(row);
      if (busy) await busy;
    }
  }

  /** Columns that are found late stand behind the others until the lines are merged. */
  #widen(): void {
    const keys = new Set(this.#columns.map(({ key }) => key));
    const late = this.#options.tableOf(this.#seen).columns.filter(({ key }) => !keys.has(key));
    if (late.length === 0) return;
    this.#columns = [...this.#columns, ...late];
    this.#lineOf = this.#format.liner(this.#columns);
    this.#isLate = true;
  }

  async #finish(): Promise<void> {
    if (this.#book) await this.#book.close();
    else await moveFile(this.#path, this.#options.out);
  }

  async #merge(store: RowStore): Promise<void> {
    const { format, out, origin, tableOf, sheetRows } = this.#options;
    await this.#book?.discard();
    const table = tableOf(this.#seen);
    const file =
      format === 'xlsx'
        ? bookOfLines(await openExportBook(out, table, origin, sheetRows))
        : await fileOfLines(
            out,
            this.#format.header(table.columns),
            this.#isLate ? this.#format.reliner(this.#columns, table.columns) : (line) => line,
          );
    try {
      for (const line of store.lines()) {
        const busy = file.add(line);
        if (busy) await busy;
      }
      await file.close();
    } catch (cause) {
      await file.discard();
      throw cause;
    }
  }

  async #remove(): Promise<void> {
    await Promise.all([this.#path, `${this.#path}.index`].map((path) => rm(path, { force: true })));
  }
}

/** A file that is made of lines. */
interface OfLines {
  add(line: string): Promise<void> | void;
  close(): Promise<void>;
  discard(): Promise<void>;
}

function bookOfLines(book: ExportFile): OfLines {
  return { add: (line) => book.add(rowIn(line)), close: book.close, discard: book.discard };
}

async function fileOfLines(out: string, header: string, shaped: (line: string) => string): Promise<OfLines> {
  const lines = await openLines(out);
  await lines.write(header);
  return { add: (line) => lines.write(shaped(line)), close: lines.close, discard: lines.discard };
}

/** Gives a finished file its place, in place of an older one; over file systems, too. */
async function moveFile(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EXDEV')) throw outputStop(to, cause);
    const part = `${to}.part`;
    try {
      await copyFile(from, part);
      const copy = await openFile(part, 'r+');
      await copy.sync();
      await copy.close();
      await rename(part, to);
    } catch (why) {
      await rm(part, { force: true });
      throw outputStop(to, why);
    }
  }
}
