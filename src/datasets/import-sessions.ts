// The import sessions of a Dcycle account: files that were uploaded for a template. Leaves fetching to providers/dcycle.

import { type ExportColumn, exportDataset } from './dataset.js';

function text(key: string, title: string, note: string): ExportColumn {
  return { key, title, kind: 'text', unit: '', note, total: false };
}

export default exportDataset({
  name: 'import-sessions',
  title: 'Import sessions',
  provider: 'dcycle',
  summary: 'The files that were uploaded into an import template, and how far each has come. A session lasts a day.',
  columns: [
    text('import_id', 'Import id', 'The id of the session.'),
    text('file_name', 'File name', 'The file that was uploaded.'),
    text('status', 'Status', 'How far the session has come, such as validated or submitted.'),
    { ...text('total_rows', 'Rows', 'How many rows the file has.'), kind: 'number' },
    text('template_id', 'Template id', 'The template that it was uploaded for.'),
    text('user_id', 'User id', 'Who has uploaded it.'),
    text('file_id', 'File id', 'The id of the file.'),
    { ...text('created_at', 'Created at', 'When it was uploaded (UTC).'), kind: 'datetime' },
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
