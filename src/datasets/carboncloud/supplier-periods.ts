// Which supplier a product has, and when, for CarbonCloud's Retailer API: one row is one period of one product.
// providers/carboncloud finds the product and the supplier, and has the rules that need today's date or other periods.

import { finding } from '../../problems/problem.js';
import { importDataset } from '../declare.js';
import { words } from '../words/supplier-periods.js';
import { namedProduct, productReference, supplierReference } from './references.js';

export default importDataset('supplier-periods', {
  fields: {
    ...productReference,
    ...supplierReference,
    validFrom: {
      kind: 'date',
      range: 'past',
      edge: 'first',
      title: 'Valid from',
      note: 'The first day of the period, today or earlier, best as YYYY-MM-DD. At least one of the two days is needed.',
      example: '2024-01-01',
      required: false,
      aliases: words.validFrom,
    },
    validTo: {
      kind: 'date',
      range: 'past',
      edge: 'last',
      title: 'Valid to',
      note: 'The last day of the period, today or earlier and not before the first one. Empty while the period goes on.',
      example: '2024-12-31',
      required: false,
      aliases: words.validTo,
    },
  },
  oneOf: [
    ['productId', 'productCustomId', 'productGtin', 'productName'],
    ['supplierId', 'supplierCustomId', 'supplierName'],
    ['validFrom', 'validTo'],
  ],
  check({ validFrom: start, validTo: end }) {
    // Days are written YYYY-MM-DD, so their texts compare as the days do.
    if (start === undefined || end === undefined || start <= end) return [];
    return [{ field: 'validTo', finding: finding('PERIOD_REVERSED', { start, end }) }];
  },
  knownBy: ['productCustomId', 'productGtin', 'supplierCustomId'],
  identity: { by: 'period', group: namedProduct, start: 'validFrom', end: 'validTo' },
  period: { start: 'validFrom', end: 'validTo' },
  exported: {
    columns: [
      { key: 'createdAt', title: 'Created at', kind: 'datetime', unit: '', note: 'When it was created.' },
      {
        key: 'updatedAt',
        title: 'Updated at',
        kind: 'datetime',
        unit: '',
        note: 'When it changed last.',
      },
    ],
    filters: [{ name: 'product', note: 'only periods of the products with these ids (UUIDs)', many: true }],
  },
});
