// The FLAG footprint of resold products, as CarbonCloud's Retailer API gives it. Its columns are footprint-columns.ts; leaves
// fetching to providers/carboncloud.

import { exportDataset } from './dataset.js';
import { footprintAssumption, footprintColumns, footprintFilters } from './footprint-columns.js';

export default exportDataset({
  name: 'footprints',
  title: 'Footprints',
  provider: 'carboncloud',
  summary: 'The footprint of each resold product, split as the FLAG guidance asks (forest, land and agriculture).',
  columns: footprintColumns('footprint'),
  assumption: footprintAssumption,
  filters: footprintFilters,
});
