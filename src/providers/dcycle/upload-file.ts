// The file for Dcycle's own upload: a column for each field, under the field's name (assumed: the columns are not documented).

import type { Binding } from '../binding.js';

/** Columns and rows of a file with these fields. */
export function uploadFile(columns: readonly string[]): NonNullable<Binding['file']> {
  return {
    columns,
    row: (record) =>
      columns.map((field) => {
        const value = record[field];
        return typeof value === 'number' || typeof value === 'string' ? value : '';
      }),
  };
}
