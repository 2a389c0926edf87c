// The products that are linked to each supplier, as CarbonCloud's Retailer API gives them. Leaves fetching to providers/carboncloud.

import { exportDataset } from './dataset.js';

export default exportDataset({
  name: 'linked-products',
  title: 'Linked products',
  provider: 'carboncloud',
  summary:
    'Every product that a supplier supplies or has supplied, and how far the supplier has come with giving data about it.',
  columns: [
    {
      key: 'supplierId',
      title: 'Supplier id',
      kind: 'text',
      unit: '',
      note: 'The id that CarbonCloud gave to the supplier.',
      total: false,
    },
    {
      key: 'supplierCustomId',
      title: 'Supplier custom id',
      kind: 'text',
      unit: '',
      note: 'Your own number of the supplier.',
      total: false,
    },
    {
      key: 'supplierName',
      title: 'Supplier name',
      kind: 'text',
      unit: '',
      note: 'The name of the supplier.',
      total: false,
    },
    {
      key: 'productId',
      title: 'Product id',
      kind: 'text',
      unit: '',
      note: 'The id that CarbonCloud gave to the product.',
      total: false,
    },
    {
      key: 'productName',
      title: 'Product name',
      kind: 'text',
      unit: '',
      note: 'The name of the product.',
      total: false,
    },
    {
      key: 'status',
      title: 'Status',
      kind: 'text',
      unit: '',
      note: 'created: linked, not invited. sent, declined, accepted: what became of the invite. active: data was published.',
      total: false,
    },
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
