// Invitations that ask suppliers for data about products, for CarbonCloud's Retailer API: one row is one product and its current
// supplier. providers/carboncloud finds both and decides when to send.

import { importDataset } from '../declare.js';
import { namedProduct, namedSupplier, productReference, supplierReference } from './references.js';

export default importDataset('invites', {
  fields: { ...productReference, ...supplierReference },
  oneOf: [
    ['productId', 'productCustomId', 'productGtin', 'productName'],
    ['supplierId', 'supplierCustomId', 'supplierName'],
  ],
  check: () => [],
  knownBy: ['productCustomId', 'productGtin', 'supplierCustomId'],
  exported: {
    columns: [
      {
        key: 'status',
        title: 'Status',
        kind: 'text',
        unit: '',
        note: 'sent, declined, accepted: what became of the invite. active: data was published.',
      },
    ],
    filters: [
      {
        name: 'status',
        note: 'only invites with one of these statuses',
        options: ['sent', 'declined', 'accepted', 'active'],
        many: true,
      },
    ],
  },
  identity: {
    by: 'key',
    keys: (record) => [
      { title: 'product and supplier', value: JSON.stringify([namedProduct(record), namedSupplier(record)]) },
    ],
  },
});
