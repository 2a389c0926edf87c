// The units that Dcycle knows, with the ids that some of its routes ask for. Leaves fetching to providers/dcycle.

import { type ExportColumn, exportDataset } from './dataset.js';

function text(key: string, title: string, note: string): ExportColumn {
  return { key, title, kind: 'text', unit: '', note, total: false };
}

export default exportDataset({
  name: 'units',
  title: 'Units',
  provider: 'dcycle',
  summary: 'The units that Dcycle knows. Whether a purchase takes a code such as EUR or an id, its pages do not say.',
  columns: [
    text('id', 'Unit id', 'The id that Dcycle gave to the unit.'),
    text('name', 'Name', 'The unit, such as kg.'),
    text('type', 'Type', 'What it measures, such as fiat_currency or solid.'),
  ],
  filters: [{ name: 'type', note: 'only units of this type, as fiat_currency', many: false }],
});
