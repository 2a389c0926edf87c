// The life cycle impacts of products, at Variable: one row for each product and indicator. providers/variable fetches
// them.

import type { ExportColumn } from '../dataset.js';
import { exportDataset } from '../declare.js';

const COMPARED: Readonly<Record<string, NonNullable<ExportColumn['compared']>>> = {
  uuid: 'key',
  indicator: 'key',
  name: 'input',
  sku: 'input',
  syncId: 'input',
  unit: 'input',
};

function column(key: string, title: string, note: string, kind: ExportColumn['kind'] = 'text'): ExportColumn {
  const compared = COMPARED[key];
  return { key, title, kind, unit: '', note, ...(compared && { compared }) };
}

/** A life cycle stage (EN 15804, 6.2), in the unit of the row's indicator. Indicators differ, so nothing is summed. */
function stage(code: string, what: string): ExportColumn {
  const note = `${what}. In the unit of the indicator, with every digit that Variable gives.`;
  return { ...column(code, code, note, 'decimal'), compared: 'intensity' };
}

export default exportDataset('product-impacts', {
  columns: [
    column('uuid', 'Product uuid', 'The id that Variable gave to the product.'),
    column('name', 'Product name', 'The name of the product.'),
    column('sku', 'SKU', 'Your own number of the product.'),
    column('syncId', 'Sync id', 'The id of the product in a system that you synchronise with.'),
    column('unit', 'Declared unit', 'The impacts are those of one of this unit.'),
    column('indicator', 'Indicator', 'The code of the impact indicator, such as GWP-fossil.'),
    column(
      'indicatorName',
      'Indicator name',
      'What it stands for; empty for a code that is not known to this program.',
    ),
    column('indicatorUnit', 'Indicator unit', 'The unit of the amounts in this row.'),
    column('method', 'Method', 'How it was calculated; Mixed where several methods are joined.'),
    column('reason', 'Why missing', 'Why the product has no impacts here; empty where it has.'),
    stage('A1', 'Raw materials'),
    stage('A2', 'Transport to the factory'),
    stage('A3', 'Manufacturing'),
    stage('A1_A3', 'The sum of A1, A2 and A3: never add it to them'),
    stage('A4', 'Transport to the customer'),
    stage('A5', 'Installation'),
    stage('B1', 'Use'),
    stage('B2', 'Maintenance'),
    stage('B3', 'Repair'),
    stage('B4', 'Replacement'),
    stage('B5', 'Refurbishment'),
    stage('B6', 'Energy during use'),
    stage('B7', 'Water during use'),
    stage('C1', 'Taking it apart'),
    stage('C2', 'Transport of the waste'),
    stage('C3', 'Waste processing'),
    stage('C4', 'Disposal'),
    stage('D', 'Gains beyond the life cycle'),
    stage('totalCarbonFootprint', 'All stages together; seen with GWP-fossil only'),
    column('dataQualityRating', 'Data quality rating', 'From 1, the best, to 3.', 'number'),
    column(
      'dataSource',
      'Data source',
      'model: calculated from the bill of materials; external: given from elsewhere.',
    ),
    column('startDate', 'Valid from', 'From when on the data hold.', 'datetime'),
    column('endDate', 'Valid to', 'Until when the data hold.', 'datetime'),
    column('updated', 'Updated at', 'When the product was changed last (UTC).', 'datetime'),
  ],
  filters: [
    {
      name: 'impacts',
      note: 'Codes of impact indicators as Variable knows them, or all; GWP-fossil without it',
      many: true,
    },
    {
      name: 'product',
      note: 'Uuids of products, which are then asked for one by one; every product without it',
      many: true,
    },
  ],
});
