// The units that Variable accepts. providers/variable fetches them.

import { exportDataset } from '../declare.js';

const text = { kind: 'text', unit: '' } as const;

export default exportDataset('variable-units', {
  columns: [
    { ...text, key: 'code', compared: 'key', title: 'Unit', note: 'The code to write in a unit column.' },
    { ...text, key: 'name', title: 'Unit name', note: 'What it stands for; empty where Variable does not say.' },
  ],
});
