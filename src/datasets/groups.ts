// The groups of an account at CarbonCloud: what products and suppliers belong to. Leaves fetching to providers/carboncloud.

import { exportDataset } from './dataset.js';

export default exportDataset({
  name: 'groups',
  title: 'Groups',
  provider: 'carboncloud',
  summary: 'The groups that the login can see; one of them is the one that CARBONCLOUD_GROUP_ID names.',
  columns: [
    {
      key: 'id',
      title: 'Group id',
      kind: 'text',
      unit: '',
      note: 'The id of the group, for CARBONCLOUD_GROUP_ID.',
      total: false,
    },
    { key: 'name', title: 'Group name', kind: 'text', unit: '', note: 'The name of the group.', total: false },
  ],
});
