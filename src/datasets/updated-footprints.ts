// Resold products whose footprint changed since a moment. Leaves fetching to providers/carboncloud.

import { changedColumns, changedFilters } from './changed-columns.js';
import { exportDataset } from './dataset.js';

export default exportDataset({
  name: 'updated-footprints',
  title: 'Updated footprints',
  provider: 'carboncloud',
  summary: 'Resold products whose footprint changed since a moment.',
  columns: changedColumns,
  filters: changedFilters,
});
