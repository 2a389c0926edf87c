// The status of the current supplier of each resold product in CarbonCloud's Retailer API. providers/carboncloud fetches it.

import { textColumn } from '../dataset.js';
import { exportDataset } from '../declare.js';

export default exportDataset('engagements', {
  columns: [
    textColumn('productId', 'Product id', 'The id that CarbonCloud gave to the product.', 'key'),
    textColumn('productCustomId', 'Product custom id', 'Your own number of the product.', 'input'),
    textColumn('productName', 'Product name', 'The name of the product.', 'input'),
    textColumn('supplierId', 'Supplier id', 'The id that CarbonCloud gave to the supplier.', 'input'),
    textColumn('supplierName', 'Supplier name', 'The name of the supplier.', 'input'),
    textColumn(
      'status',
      'Status',
      'created: linked, not invited. sent, declined, accepted: what became of the invite. active: data was published.',
    ),
    textColumn('reason', 'Why missing', 'Why there is no status; empty where there is one.'),
  ],
  filters: [{ name: 'product', note: 'only the products with these ids (UUIDs)', many: true }],
});
