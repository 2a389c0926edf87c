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
}

const MOST_ROWS = 4_096;
/** Characters of lines that are written at once. */
const MOST_CHARACTERS = 8 * 1024 * 1024;

/** An export in the making. */
export class SortedExport implements ExportFile {
  readonly #options: SortedExportOptions;
  readonly #format: LineFormat;
  readonly #path: string;
  readonly #seen = new Set<string>();
  #rows: ExportRow[] = [];
  #store: RowStore | undefined;
  /** The columns of the lines, in their order there. */
  #columns: ExportDataset['columns'] = [];
  #lineOf: (row: ExportRow) => string = () => '';
  #isLate = false;
  /** The workbook, as long as rows come in order. */
  #book: ExportFile | undefined;
  #gathered = 0;

  constructor(options: SortedExportOptions) {
    this.#options = options;
    this.#format = options.format === 'csv' ? csvFormat : ndjsonFormat;
    this.#path = join(options.folder, options.format === 'csv' ? 'rows.csv' : 'rows.ndjson');
  }

  add(row: ExportRow): Promise<void> | void {
    this.#rows.push(row);
    this.#gathered += 1;
    if (this.#gathered >= (this.#options.mostRows ?? MOST_ROWS)) return this.#flush();
  }

  /** Finishes the file and gives it its place. */
  async close(): Promise<void> {
    await this.#flush();
    const store = this.#store ?? (await this.#begin());
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

  async #flush(): Promise<void> {
    const rows = this.#rows;
    this.#rows = [];
    this.#gathered = 0;
    for (const row of rows) for (const key in row) this.#seen.add(key);
    const store = this.#store ?? (await this.#begin());
    if (this.#seen.size > this.#known) this.#widen();
    const byLine = new Map<KeyedLine, ExportRow>();
    let keyed: KeyedLine[] = [];
    let characters = 0;
    const put = async (): Promise<void> => {
      await store.add(keyed);
      await this.#addToBook(store, keyed, byLine);
      byLine.clear();
      keyed = [];
      characters = 0;
    };
    for (const row of rows) {
      const one = { key: this.#options.keyOf(row), line: this.#lineOf(row) };
      keyed.push(one);
      if (this.#book) byLine.set(one, row);
      characters += one.line.length;
      if (characters >= MOST_CHARACTERS) await put();
    }
    await put();
  }

  #known = 0;

  /** Opens the file with the columns that are known once the first rows are here. */
  async #begin(): Promise<RowStore> {
    const { format, origin, out, tableOf } = this.#options;
    const table = tableOf(this.#seen);
    this.#columns = table.columns;
    this.#lineOf = this.#format.liner(table.columns);
    this.#known = this.#seen.size;
    this.#store = await RowStore.create(this.#path);
    if (format === 'xlsx') this.#book = await openExportBook(out, table, origin);
    else await this.#store.head(this.#format.header(table.columns));
    return this.#store;
  }

  /** Columns that are found late stand behind the others until the lines are merged. */
  #widen(): void {
    this.#known = this.#seen.size;
    const keys = new Set(this.#columns.map(({ key }) => key));
    const late = this.#options.tableOf(this.#seen).columns.filter(({ key }) => !keys.has(key));
    if (late.length === 0) return;
    this.#columns = [...this.#columns, ...late];
    this.#lineOf = this.#format.liner(this.#columns);
    this.#isLate = true;
  }

  async #addToBook(
    store: RowStore,
    sorted: readonly KeyedLine[],
    rows: ReadonlyMap<KeyedLine, ExportRow>,
  ): Promise<void> {
    if (this.#book === undefined) return;
    if (!store.isSorted || this.#isLate) {
      await this.#book.discard();
      this.#book = undefined;
      return;
    }
    for (const one of sorted) {
      const row = rows.get(one);
      const busy = row && this.#book.add(row);
      if (busy) await busy;
    }
  }

  async #finish(): Promise<void> {
    if (this.#book) await this.#book.close();
    else await moveFile(this.#path, this.#options.out);
  }

  async #merge(store: RowStore): Promise<void> {
    const { format, out, origin, tableOf } = this.#options;
    await this.#book?.discard();
    const table = tableOf(this.#seen);
    const file =
      format === 'xlsx'
        ? await bookOfLines(out, table, origin)
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

async function bookOfLines(out: string, table: ExportDataset, origin: ExportOrigin): Promise<OfLines> {
  const book = await openExportBook(out, table, origin);
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
