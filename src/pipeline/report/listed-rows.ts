// The rows that the workbook of a report lists, kept in a file until all figures are known: the summary comes first.

import type { ExportRow } from '../../write/export/export-file.js';
import { RowStore } from '../../write/export/row-store.js';

/** Rows that are kept, and given back sorted: the same data make the same sheet. */
export interface ListedRows {
  /** The keys of all rows so far. */
  readonly keys: ReadonlySet<string>;
  /** Adds rows. Wait before the next. */
  add(rows: readonly ExportRow[]): Promise<void>;
  /** Once all rows were added. */
  close(): Promise<void>;
  rows(): Iterable<ExportRow>;
}

/** Starts without rows, in a new file. @param keyOf what rows are sorted by */
export async function keepRows(path: string, keyOf: (row: ExportRow) => string): Promise<ListedRows> {
  const store = await RowStore.create(path);
  const keys = new Set<string>();
  return {
    keys,
    async add(rows) {
      for (const row of rows) for (const key of Object.keys(row)) keys.add(key);
      await store.add(rows.map((row) => ({ key: keyOf(row), line: `${JSON.stringify(row)}\n` })));
    },
    close: () => store.close(),
    *rows() {
      for (const line of store.lines()) yield JSON.parse(line) as ExportRow; // written above
    },
  };
}
