// The groups of a CarbonCloud account, to which products and suppliers belong. providers/carboncloud fetches them.

import { textColumn } from '../dataset.js';
import { exportDataset } from '../declare.js';

export default exportDataset('groups', {
  columns: [
    textColumn('id', 'Group id', 'The id of the group, for CARBONCLOUD_GROUP_ID.', 'key'),
    textColumn('name', 'Group name', 'The name of the group.', 'input'),
  ],
});
