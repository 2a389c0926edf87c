// Baselines at CarbonCloud: every product of the group with its baseline, or why it has none.

import dataset from '../../../datasets/carboncloud/baselines.js';
import { footprintExporter } from '../products/footprint-export.js';

export default footprintExporter(dataset, 'listBaselines', 'listUpdatedBaselines');
