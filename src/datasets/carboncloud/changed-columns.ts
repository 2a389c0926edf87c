// The columns of the three lists of changes in CarbonCloud's Retailer API.

import { type ExportColumn, type Filter, textColumn } from '../dataset.js';

/** The columns of a list of changes. */
export const changedColumns: readonly ExportColumn[] = [
  textColumn('productId', 'Product id', 'The id that CarbonCloud gave to the product.', 'key'),
  {
    key: 'updatedAt',
    title: 'Updated at',
    // Text keeps every digit: a date of a spreadsheet ends with the millisecond.
    kind: 'text',
    unit: '',
    note: 'When it changed, to the nanosecond. Begin the next export 60 seconds before the latest of these: changes that were under way may be listed late.',
  },
];

/** The filter of a dataset whose service says what has changed. */
export const sinceFilter: Filter = {
  name: 'since',
  note: 'only what has changed since: a day (2025-01-31), 30d, last (the last export with --changed), or a moment such as 2025-01-31T12:00:00.123456789Z',
  many: false,
};

/** The filters of a list of changes. */
export const changedFilters: readonly Filter[] = [
  {
    name: 'since',
    note: 'the moment to begin with, itself included, such as 2025-01-31T12:00:00.123456789Z; or a day, or 30d',
    many: false,
    required: true,
  },
];
