// Sales of products per country and period, for Dcycle's sold products (use phase and end of life of what was sold).
// Dcycle publishes no field list for them; the names here are ours. providers/dcycle sends them.

import { finding } from '../../problems/problem.js';
import { sameName, textColumn } from '../dataset.js';
import { importDataset } from '../declare.js';
import { words } from '../words/country-sales.js';

export default importDataset('country-sales', {
  fields: {
    product_name: {
      kind: 'text',
      title: 'Product name',
      note: 'The product as Dcycle knows it. Needed when there is no product id. At most 255 characters.',
      example: 'Air fryer 5 l',
      required: false,
      max: 255,
      listed: { dataset: 'sold-products', column: 'product_name', as: 'reference' },
      aliases: words.product_name,
    },
    product_id: {
      kind: 'uuid',
      title: 'Product id',
      note: 'The id that Dcycle gave to the product (a UUID). Needed when there is no product name.',
      example: '1b4e28ba-2fa1-41d2-883f-0016d3cca427',
      required: false,
      listed: { dataset: 'sold-products', column: 'product_id', beside: ['product_name'], as: 'reference' },
      aliases: words.product_id,
    },
    country: {
      kind: 'country',
      title: 'Country',
      note: 'Where it was sold: a two-letter code such as SE, or the name of the country.',
      example: 'SE',
      required: true,
      aliases: words.country,
    },
    quantity: {
      kind: 'number',
      title: 'Quantity sold',
      note: 'How many units were sold in the country during the period. More than 0.',
      example: '1200',
      required: true,
      above: 0,
      unit: 'pcs',
      aliases: words.quantity,
    },
    start_date: {
      kind: 'date',
      range: 'plausible',
      edge: 'first',
      title: 'Start date',
      note: 'The first day of the period, best as YYYY-MM-DD.',
      example: '2024-01-01',
      required: true,
      aliases: words.start_date,
    },
    end_date: {
      kind: 'date',
      range: 'plausible',
      edge: 'last',
      title: 'End date',
      note: 'The last day of the period, best as YYYY-MM-DD; not before the first one.',
      example: '2024-12-31',
      required: true,
      aliases: words.end_date,
    },
  },
  oneOf: [['product_name', 'product_id']],
  check({ start_date: start, end_date: end }) {
    // Days are written YYYY-MM-DD, so their texts compare as the days do.
    if (start === undefined || end === undefined || start <= end) return [];
    return [{ field: 'end_date', finding: finding('PERIOD_REVERSED', { start, end }) }];
  },
  identity: {
    by: 'period',
    group: ({ product_id, product_name, country }) =>
      JSON.stringify([
        product_id === undefined ? ['name', sameName(product_name ?? '')] : ['id', product_id.toLowerCase()],
        country,
      ]),
    start: 'start_date',
    end: 'end_date',
  },
  matrix: { value: 'quantity', country: 'country', start: 'start_date', end: 'end_date' },
  total: { field: 'quantity', country: 'country' },
  period: { start: 'start_date', end: 'end_date' },
  exported: {
    columns: [
      {
        key: 'emission_factor',
        title: 'Emission factor',
        kind: 'number',
        unit: '',
        note: 'What Dcycle multiplies the quantity by; its pages do not say in which unit.',
        compared: 'intensity',
      },
      textColumn('period_id', 'Period id', 'The id that Dcycle gave to the period.'),
    ],
    filters: [{ name: 'name', note: 'only sales of products whose name holds this', many: false }],
  },
});
