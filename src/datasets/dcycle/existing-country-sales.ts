// The pairs of sold product and country that have sales at Dcycle. providers/dcycle fetches them.

import { textColumn } from '../dataset.js';
import { exportDataset } from '../declare.js';

export default exportDataset('existing-country-sales', {
  columns: [
    textColumn('product_name', 'Product name', 'The sold product.', 'input'),
    textColumn('product_id', 'Product id', 'The id that Dcycle gave to the product.', 'key'),
    textColumn('country', 'Country', 'A country that it was sold in.', 'key'),
  ],
});
