// The periods of sold products at Dcycle. Country sales create them; a table of them can only delete (column Action).
// providers/dcycle sends the requests.

import { finding } from '../../problems/problem.js';
import { type Key, sameName } from '../dataset.js';
import { importDataset } from '../declare.js';
import countrySales from './country-sales.js';

const { product_name, product_id, start_date, end_date } = countrySales.fields;

import { words } from '../words/sales-periods.js';

export default importDataset('sales-periods', {
  fields: {
    product_name,
    product_id,
    period_id: {
      kind: 'uuid',
      title: 'Period id',
      note: 'The id that Dcycle gave to the period (a UUID). Needed when there are no days.',
      example: '9b2d7c3e-4f1a-4c58-8e60-1d2f3a4b5c6d',
      required: false,
      aliases: words.period_id,
    },
    // A period with a wrong year can be deleted, too.
    start_date: { ...start_date, required: false, range: undefined },
    end_date: { ...end_date, required: false, range: undefined },
  },
  oneOf: [
    ['product_name', 'product_id'],
    ['period_id', 'start_date'],
  ],
  check({ start_date: start, end_date: end }, titleOf) {
    if (start !== undefined && end === undefined) {
      const because = `there is a "${titleOf('start_date')}"`;
      return [{ field: 'end_date', finding: finding('NEEDS_FIELD', { needed: titleOf('end_date'), because }) }];
    }
    // Days are written YYYY-MM-DD, so their texts compare as the days do.
    if (start === undefined || end === undefined || start <= end) return [];
    return [{ field: 'end_date', finding: finding('PERIOD_REVERSED', { start, end }) }];
  },
  identity: {
    by: 'key',
    keys: ({ period_id: id, product_id: product, product_name: name, start_date: start, end_date: end }) => {
      const keys: Key[] = id === undefined ? [] : [{ title: 'period id', value: id }];
      if (start === undefined || end === undefined) return keys;
      const days = [start, end];
      if (product !== undefined) keys.push({ title: 'product id and days', value: JSON.stringify([product, ...days]) });
      if (name !== undefined)
        keys.push({ title: 'product and days', value: JSON.stringify([sameName(name), ...days]) });
      return keys;
    },
  },
  period: { start: 'start_date', end: 'end_date' },
  exported: {
    columns: [],
    filters: [{ name: 'name', note: 'only periods of products whose name holds this', many: false }],
  },
});
