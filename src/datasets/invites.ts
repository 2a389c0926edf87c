// Invitations of suppliers to give data about products, as CarbonCloud's Retailer API takes them: one row is one product and the
// supplier that supplies it today. Leaves finding the two, and when to send, to providers/carboncloud.

import { importDataset } from './dataset.js';
import { namedProduct, namedSupplier, productReference, supplierReference } from './references.js';

export default importDataset({
  name: 'invites',
  title: 'Invites',
  provider: 'carboncloud',
  summary:
    'Suppliers that are to be asked for data about products: one row is a product and its supplier of today. Every contact of the supplier may get an e-mail.',
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
  parents: ['resold-products', 'suppliers', 'supplier-periods'],
});
