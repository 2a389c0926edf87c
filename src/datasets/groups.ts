// The groups of an account at CarbonCloud: what products and suppliers belong to. Leaves fetching to providers/carboncloud.

import { exportDataset, textColumn } from './dataset.js';

export default exportDataset({
  name: 'groups',
  title: 'Groups',
  provider: 'carboncloud',
  summary: 'The groups that the login can see; one of them is the one that CARBONCLOUD_GROUP_ID names.',
  columns: [
    textColumn('id', 'Group id', 'The id of the group, for CARBONCLOUD_GROUP_ID.'),
    textColumn('name', 'Group name', 'The name of the group.'),
  ],
});
