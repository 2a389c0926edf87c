// The products linked to each supplier in CarbonCloud's Retailer API. providers/carboncloud fetches them.

import { textColumn } from '../dataset.js';
import { exportDataset } from '../declare.js';

export default exportDataset('linked-products', {
  columns: [
    textColumn('supplierId', 'Supplier id', 'The id that CarbonCloud gave to the supplier.', 'key'),
    textColumn('supplierCustomId', 'Supplier custom id', 'Your own number of the supplier.', 'input'),
    textColumn('supplierName', 'Supplier name', 'The name of the supplier.', 'input'),
    textColumn('productId', 'Product id', 'The id that CarbonCloud gave to the product.', 'key'),
    textColumn('productName', 'Product name', 'The name of the product.', 'input'),
    textColumn(
      'status',
      'Status',
      'created: linked, not invited. sent, declined, accepted: what became of the invite. active: data was published.',
    ),
  ],
  filters: [
    {
      name: 'status',
      note: 'only products with one of these statuses',
      options: ['created', 'sent', 'declined', 'accepted', 'active'],
      many: true,
    },
    { name: 'supplier', note: 'only the suppliers with these ids (UUIDs)', many: true },
  ],
});
