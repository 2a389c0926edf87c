// Resold products at CarbonCloud that changed since a time.

import dataset from '../../../datasets/carboncloud/updated-products.js';
import { changedExporter } from '../products/changed-since.js';

export default changedExporter(dataset, 'listUpdatedProducts');
