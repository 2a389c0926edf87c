// Resold products that were changed since a moment. Leaves fetching to providers/carboncloud.

import { changedColumns, changedFilters } from './changed-columns.js';
import { exportDataset } from './dataset.js';

export default exportDataset({
  name: 'updated-products',
  title: 'Updated products',
  provider: 'carboncloud',
  summary: 'Resold products that were changed since a moment.',
  columns: changedColumns,
  filters: changedFilters,
});
