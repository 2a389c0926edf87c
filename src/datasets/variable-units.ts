// The units that Variable takes. Leaves fetching to providers/variable.

import { exportDataset } from './dataset.js';

const text = { kind: 'text', unit: '' } as const;

export default exportDataset({
  name: 'variable-units',
  title: 'Variable units',
  provider: 'variable',
  summary: 'The units that Variable takes for products, weights and packaging.',
  columns: [
    { ...text, key: 'code', title: 'Unit', note: 'The code to write in a unit column.' },
    { ...text, key: 'name', title: 'Unit name', note: 'What it stands for; empty where Variable does not say.' },
  ],
});
