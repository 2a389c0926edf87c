// Resold products whose baseline changed since a moment. providers/carboncloud fetches them.

import { exportDataset } from '../declare.js';
import { changedColumns, changedFilters } from './changed-columns.js';

export default exportDataset('updated-baselines', {
  columns: changedColumns,
  sortedBy: 'updatedAt',
  filters: changedFilters,
});
