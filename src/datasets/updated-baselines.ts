// Resold products whose baseline changed since a moment. providers/carboncloud fetches them.

import { changedColumns, changedFilters } from './changed-columns.js';
import { exportDataset } from './declare.js';

export default exportDataset('updated-baselines', {
  columns: changedColumns,
  sortedBy: 'updatedAt',
  filters: changedFilters,
});
