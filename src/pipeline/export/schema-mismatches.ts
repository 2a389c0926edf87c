// Values that do not fit the column of their field: the export puts them in a column of their own and reports it.

import type { ExportDataset } from '../../datasets/dataset.js';
import { extraFieldOf } from '../../datasets/extra-columns.js';
import type { SchemaMismatch } from '../../report/export-summary.js';
import type { ExportRow } from '../../write/export/export-file.js';
import { RowKeys } from '../../write/export/row-keys.js';

/** Counts such values while rows pass by. */
export class SchemaMismatches {
  private readonly found = new Map<string, { readonly title: string; rows: number }>();
  /** The dataset's own columns that a column of an extra field may belong to, by its key. */
  private readonly fitting = new Map<string, ExportDataset['columns']>();

  private readonly keys = new RowKeys();
  private seen: readonly string[] = [];
  /** Those of the keys that are no columns of the dataset's own. */
  private extra: readonly string[] = [];

  constructor(private readonly columns: ExportDataset['columns']) {}

  see(row: ExportRow): void {
    const keys = this.keys.of(row);
    if (keys !== this.seen) this.extra = keys.filter((key) => extraFieldOf(key) !== undefined);
    this.seen = keys;
    for (const key of this.extra) {
      const blank = this.kinOf(key).find((column) => (row[column.key] ?? null) === null);
      if (blank === undefined) continue;
      const known = this.found.get(key);
      if (known) known.rows += 1;
      else this.found.set(key, { title: blank.title, rows: 1 });
    }
  }

  list(): readonly SchemaMismatch[] {
    return [...this.found].map(([column, { title, rows }]) => ({ title, column, rows }));
  }

  private kinOf(key: string): ExportDataset['columns'] {
    const known = this.fitting.get(key);
    if (known) return known;
    const field = extraFieldOf(key);
    const isOfField = (column: string) =>
      field !== undefined && (column === field || column.startsWith(`${field}.`) || field.startsWith(`${column}.`));
    const fitting = this.columns.filter((column) => isOfField(column.key));
    this.fitting.set(key, fitting);
    return fitting;
  }
}

/** A mismatch in words. */
export function mismatchText({ title, column, rows }: SchemaMismatch): string {
  const where = rows === 1 ? 'in 1 row' : `in ${rows} rows`;
  return `"${title}" is empty ${where} where the service gave a value that the column does not take. The value is in the column ${column}.`;
}
