// Resold products at CarbonCloud whose footprint changed since a time.

import dataset from '../../../datasets/carboncloud/updated-footprints.js';
import { changedExporter } from '../products/changed-since.js';

export default changedExporter(dataset, 'listUpdatedFootprints');
