// The file that Dcycle's own upload takes: a column for each field of the dataset, under the field's name. The service's own
// columns are not public: the names are assumed.

import type { ImportDataset } from '../../datasets/dataset.js';
import type { Binding } from '../provider.js';

/** How the records of a dataset are written into the file. */
export function uploadFile({ fields }: Pick<ImportDataset, 'fields'>): NonNullable<Binding['file']> {
  const columns = Object.keys(fields);
  return {
    columns,
    row: (record) =>
      columns.map((field) => {
        const value = record[field];
        return typeof value === 'number' || typeof value === 'string' ? value : '';
      }),
  };
}
