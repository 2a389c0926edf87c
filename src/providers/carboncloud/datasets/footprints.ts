// Footprints at CarbonCloud: every product of the group with its footprint, or why it has none.

import dataset from '../../../datasets/carboncloud/footprints.js';
import { footprintExporter } from '../products/footprint-export.js';

export default footprintExporter(dataset, 'listFootprints', 'listUpdatedFootprints');
