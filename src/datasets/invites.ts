// Invitations of suppliers to give data about products, as CarbonCloud's Retailer API takes them: one row is one product and the
// supplier that supplies it today. Leaves finding the two, and when to send, to providers/carboncloud.

import { importDataset } from './declare.js';
import { namedProduct, namedSupplier, productReference, supplierReference } from './references.js';

export default importDataset('invites', {
  fields: { ...productReference, ...supplierReference },
  oneOf: [
    ['productId', 'productCustomId', 'productGtin', 'productName'],
    ['supplierId', 'supplierCustomId', 'supplierName'],
  ],
  check: () => [],
  knownBy: ['productCustomId', 'productGtin', 'supplierCustomId'],
  identity: {
    by: 'key',
    keys: (record) => [
      { title: 'product and supplier', value: JSON.stringify([namedProduct(record), namedSupplier(record)]) },
    ],
  },
});
