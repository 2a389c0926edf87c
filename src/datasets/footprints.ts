// The FLAG footprint of resold products, as CarbonCloud's Retailer API gives it. Its columns are footprint-columns.ts; leaves
// fetching to providers/carboncloud.

import { exportDataset } from './declare.js';
import { footprintAssumption, footprintColumns, footprintFilters } from './footprint-columns.js';

export default exportDataset('footprints', {
  columns: footprintColumns('footprint'),
  assumption: footprintAssumption,
  filters: footprintFilters,
});
