// The pairs of sold product and country that have sales at Dcycle. Leaves fetching to providers/dcycle.

import { type ExportColumn, exportDataset } from './dataset.js';

function text(key: string, title: string, note: string): ExportColumn {
  return { key, title, kind: 'text', unit: '', note, total: false };
}

export default exportDataset({
  name: 'existing-country-sales',
  title: 'Existing country sales',
  provider: 'dcycle',
  summary: 'Which products have sales in which countries, whatever the period.',
  columns: [
    text('product_name', 'Product name', 'The sold product.'),
    text('product_id', 'Product id', 'The id that Dcycle gave to the product.'),
    text('country', 'Country', 'A country that it was sold in.'),
  ],
});
