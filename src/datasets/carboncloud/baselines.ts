// The baseline of resold products in CarbonCloud's Retailer API: a separate model with secondary data only, not a part of the
// footprint. Its columns are in footprint-columns.ts; providers/carboncloud fetches it.

import { exportDataset } from '../declare.js';
import { footprintAssumption, footprintColumns, footprintFilters } from './footprint-columns.js';

export default exportDataset('baselines', {
  columns: footprintColumns('baseline'),
  assumption: footprintAssumption,
  filters: footprintFilters,
});
