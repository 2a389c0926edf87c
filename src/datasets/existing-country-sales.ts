// The pairs of sold product and country that have sales at Dcycle. providers/dcycle fetches them.

import { textColumn } from './dataset.js';
import { exportDataset } from './declare.js';

export default exportDataset('existing-country-sales', {
  columns: [
    textColumn('product_name', 'Product name', 'The sold product.'),
    textColumn('product_id', 'Product id', 'The id that Dcycle gave to the product.'),
    textColumn('country', 'Country', 'A country that it was sold in.'),
  ],
});
