// The file that Dcycle's own upload takes: a column for each field of the dataset, under the field's name. The service's own
// columns are not public: the names are assumed.

import type { Binding } from '../binding.js';

/** How records are written into a file with columns for these fields. */
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
