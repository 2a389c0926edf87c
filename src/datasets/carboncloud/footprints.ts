// The FLAG footprint of resold products in CarbonCloud's Retailer API. Its columns are in footprint-columns.ts; providers/carboncloud
// fetches it.

import { exportDataset } from '../declare.js';
import { footprintAssumption, footprintColumns, footprintFilters } from './footprint-columns.js';

export default exportDataset('footprints', {
  columns: footprintColumns('footprint'),
  assumption: footprintAssumption,
  filters: footprintFilters,
});
