// Resold products that were changed since a moment. providers/carboncloud fetches them.

import { exportDataset } from '../declare.js';
import { changedColumns, changedFilters } from './changed-columns.js';

export default exportDataset('updated-products', {
  columns: changedColumns,
  sortedBy: 'updatedAt',
  filters: changedFilters,
});
