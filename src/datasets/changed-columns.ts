// The columns of the three lists of what has changed since a moment, as CarbonCloud's Retailer API gives them.

import { type ExportColumn, type Filter, textColumn } from './dataset.js';

/** The columns of a list of changes. */
export const changedColumns: readonly ExportColumn[] = [
  textColumn('productId', 'Product id', 'The id that CarbonCloud gave to the product.'),
  {
    key: 'updatedAt',
    title: 'Updated at',
    // Text keeps every digit: a date of a spreadsheet ends with the millisecond.
    kind: 'text',
    unit: '',
    note: 'When it changed, to the nanosecond. Begin the next export 60 seconds before the latest of these: changes that were under way may be listed late.',
  },
];

/** How a list of changes is narrowed. */
export const changedFilters: readonly Filter[] = [
  {
    name: 'since',
    note: 'the moment to begin with, itself included, such as 2025-01-31T12:00:00.123456789Z',
    many: false,
    required: true,
  },
];
