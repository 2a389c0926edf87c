// The groups of an account at CarbonCloud: what products and suppliers belong to. Leaves fetching to providers/carboncloud.

import { textColumn } from './dataset.js';
import { exportDataset } from './declare.js';

export default exportDataset('groups', {
  columns: [
    textColumn('id', 'Group id', 'The id of the group, for CARBONCLOUD_GROUP_ID.'),
    textColumn('name', 'Group name', 'The name of the group.'),
  ],
});
