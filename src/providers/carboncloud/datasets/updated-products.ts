// Resold products at CarbonCloud that were changed since a moment.

import dataset from '../../../datasets/updated-products.js';
import { changedExporter } from '../products/changed-since.js';

export default changedExporter(dataset, 'listUpdatedProducts');
