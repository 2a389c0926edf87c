// The emissions of sold products by period, calculated by Dcycle from country sales. providers/dcycle fetches them.

import { textColumn } from '../dataset.js';
import { exportDataset } from '../declare.js';

export default exportDataset('period-emissions', {
  columns: [
    textColumn('product_name', 'Product name', 'The sold product.', 'input'),
    textColumn('product_id', 'Product id', 'The id that Dcycle gave to the product.', 'key'),
    textColumn('period_id', 'Period id', 'The id that Dcycle gave to the period.', 'key'),
    { ...textColumn('start_date', 'Start date', 'The first day of the period.'), kind: 'date' },
    { ...textColumn('end_date', 'End date', 'The last day of the period.'), kind: 'date' },
    textColumn('type', 'Type', 'What emits, such as use_phase or end_of_life.', 'key'),
    textColumn('status', 'Status', 'How far Dcycle is with the emission.'),
    {
      key: 'quantity',
      title: 'Emissions',
      kind: 'number',
      unit: 'kg CO2e',
      note: 'How much is emitted by all that was sold in the period.',
      below: 'total',
      compared: 'amount',
    },
    textColumn(
      'use_of_product_data_id',
      'Use data id',
      'The data about the use of the product; empty where there is none.',
      'input',
    ),
  ],
  period: { start: 'start_date', end: 'end_date' },
  filters: [{ name: 'name', note: 'only emissions of products whose name holds this', many: false }],
});
