// The units that Dcycle knows, with the ids that some of its routes need. providers/dcycle fetches them.

import { textColumn } from '../dataset.js';
import { exportDataset } from '../declare.js';

export default exportDataset('units', {
  columns: [
    textColumn('id', 'Unit id', 'The id that Dcycle gave to the unit.', 'key'),
    textColumn('name', 'Name', 'The unit, such as kg.', 'input'),
    textColumn('type', 'Type', 'What it measures, such as fiat_currency or solid.', 'input'),
  ],
  filters: [{ name: 'type', note: 'only units of this type, as fiat_currency', many: false }],
});
