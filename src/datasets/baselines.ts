// The baseline of resold products, as CarbonCloud's Retailer API gives it: a model of its own with secondary data only, and no part
// of the footprint. Its columns are footprint-columns.ts; leaves fetching to providers/carboncloud.

import { exportDataset } from './declare.js';
import { footprintAssumption, footprintColumns, footprintFilters } from './footprint-columns.js';

export default exportDataset('baselines', {
  columns: footprintColumns('baseline'),
  assumption: footprintAssumption,
  filters: footprintFilters,
});
