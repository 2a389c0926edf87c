// Resold products whose footprint changed since a moment. providers/carboncloud fetches them.

import { exportDataset } from '../declare.js';
import { changedColumns, changedFilters } from './changed-columns.js';

export default exportDataset('updated-footprints', {
  columns: changedColumns,
  sortedBy: 'updatedAt',
  filters: changedFilters,
});
