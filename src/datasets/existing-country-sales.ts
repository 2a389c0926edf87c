// The pairs of sold product and country that have sales at Dcycle. Leaves fetching to providers/dcycle.

import { exportDataset, textColumn } from './dataset.js';

export default exportDataset({
  name: 'existing-country-sales',
  title: 'Existing country sales',
  provider: 'dcycle',
  summary: 'Which products have sales in which countries, whatever the period.',
  columns: [
    textColumn('product_name', 'Product name', 'The sold product.'),
    textColumn('product_id', 'Product id', 'The id that Dcycle gave to the product.'),
    textColumn('country', 'Country', 'A country that it was sold in.'),
  ],
});
