// Sold products at Dcycle. Country sales create them; a table of them can only delete (column Action).
// providers/dcycle sends the requests.

import { type Key, sameName, textColumn } from '../dataset.js';
import { importDataset } from '../declare.js';
import countrySales from './country-sales.js';

const { product_name, product_id } = countrySales.fields;

export default importDataset('sold-products', {
  fields: {
    product_name: {
      ...product_name,
      // "Product name" alone would fit the products of other services as well.
      title: 'Sold product',
      note: 'The product as Dcycle knows it. Needed when there is no product id; it must name one product only.',
    },
    product_id: { ...product_id, title: 'Sold product id' },
  },
  oneOf: [['product_name', 'product_id']],
  check: () => [],
  takesPeriods: true,
  identity: {
    by: 'key',
    keys: ({ product_id: id, product_name: name }): readonly Key[] => [
      ...(id === undefined ? [] : [{ title: 'product id', value: id }]),
      ...(name === undefined ? [] : [{ title: 'name', value: sameName(name) }]),
    ],
  },

  exported: {
    columns: [
      textColumn('organization_id', 'Organisation id', 'The organisation that the product belongs to.'),
      textColumn('organization_name', 'Organisation', 'The name of that organisation.'),
    ],
    filters: [{ name: 'name', note: 'only products whose name holds this', many: false }],
  },
});
