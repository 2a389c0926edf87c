// How far the supplier of today is engaged for each resold product, as CarbonCloud's Retailer API gives it. Leaves fetching to
// providers/carboncloud.

import { exportDataset } from './dataset.js';

export default exportDataset({
  name: 'engagements',
  title: 'Engagements',
  provider: 'carboncloud',
  summary: 'The supplier that each resold product has today, and how far it has come with giving data about it.',
  columns: [
    {
      key: 'productId',
      title: 'Product id',
      kind: 'text',
      unit: '',
      note: 'The id that CarbonCloud gave to the product.',
      total: false,
    },
    {
      key: 'productCustomId',
      title: 'Product custom id',
      kind: 'text',
      unit: '',
      note: 'Your own number of the product.',
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
      key: 'supplierId',
      title: 'Supplier id',
      kind: 'text',
      unit: '',
      note: 'The id that CarbonCloud gave to the supplier.',
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
      key: 'status',
      title: 'Status',
      kind: 'text',
      unit: '',
      note: 'created: linked, not invited. sent, declined, accepted: what became of the invite. active: data was published.',
      total: false,
    },
    {
      key: 'reason',
      title: 'Why missing',
      kind: 'text',
      unit: '',
      note: 'Why there is no status; empty where there is one.',
      total: false,
    },
  ],
  filters: [{ name: 'product', note: 'only the products with these ids (UUIDs)', many: true }],
});
