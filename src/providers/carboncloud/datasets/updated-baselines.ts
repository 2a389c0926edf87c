// Resold products at CarbonCloud whose baseline changed since a time.

import dataset from '../../../datasets/carboncloud/updated-baselines.js';
import { changedExporter } from '../products/changed-since.js';

export default changedExporter(dataset, 'listUpdatedBaselines');
