// The import sessions of a Dcycle account: files uploaded for a template. providers/dcycle fetches them.

import { textColumn } from '../dataset.js';
import { exportDataset } from '../declare.js';

export default exportDataset('import-sessions', {
  columns: [
    textColumn('import_id', 'Import id', 'The id of the session.', 'key'),
    textColumn('file_name', 'File name', 'The file that was uploaded.', 'input'),
    textColumn('status', 'Status', 'How far the session has come, such as validated or submitted.'),
    { ...textColumn('total_rows', 'Rows', 'How many rows the file has.'), kind: 'number' },
    textColumn('template_id', 'Template id', 'The template that it was uploaded for.'),
    textColumn('user_id', 'User id', 'Who has uploaded it.'),
    textColumn('file_id', 'File id', 'The id of the file.'),
    { ...textColumn('created_at', 'Created at', 'When it was uploaded (UTC).'), kind: 'datetime' },
  ],
  filters: [
    {
      name: 'status',
      note: 'only sessions that have come this far',
      options: [
        'created',
        'parsed',
        'mapped',
        'validating',
        'validated',
        'submitting',
        'submitted',
        'failed',
        'expired',
      ],
      many: false,
    },
    { name: 'template-id', note: 'only sessions of this template', many: false },
    { name: 'user-id', note: 'only sessions of this user', many: false },
    {
      name: 'include-expired',
      note: 'whether sessions that are over are listed too',
      options: ['true', 'false'],
      many: false,
    },
  ],
});
