// Resold products whose baseline changed since a moment. Leaves fetching to providers/carboncloud.

import { changedColumns, changedFilters } from './changed-columns.js';
import { exportDataset } from './dataset.js';

export default exportDataset({
  name: 'updated-baselines',
  title: 'Updated baselines',
  provider: 'carboncloud',
  summary: 'Resold products whose baseline changed since a moment.',
  columns: changedColumns,
  filters: changedFilters,
});
