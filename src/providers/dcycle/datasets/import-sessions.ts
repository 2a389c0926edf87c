// The import sessions of an account: uploaded files and their status.

import dataset from '../../../datasets/dcycle/import-sessions.js';
import type { Exporter, ExportValue, Filters } from '../../binding.js';
import { eachEntry } from '../../lists/read-list.js';
import { extraFields } from '../../replies/extra-fields.js';
import type { Session } from '../../session.js';
import { listedSession } from '../import/replies.js';
import { pagedList } from '../lists.js';

const columns = dataset.columns.map(({ key }) => key);
const OWN_COLUMNS = new Set(['id', ...columns]);

async function* rows(session: Session, filters: Filters): AsyncGenerator<Readonly<Record<string, ExportValue>>> {
  // The query names `template-id` as `template_id`.
  const query = Object.fromEntries(
    Object.entries(filters).map(([name, values]) => [name.replaceAll('-', '_'), values]),
  );
  for await (const { id, whole } of eachEntry(session, pagedList('listImports', listedSession, query))) {
    const cells = columns.map((key) => [key, isCell(whole[key]) ? whole[key] : null] as const);
    const extra = extraFields(whole, (field, value) => OWN_COLUMNS.has(field) && isCell(value));
    yield { ...Object.fromEntries(cells), import_id: id, ...extra };
  }
}

function isCell(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

const exporter: Exporter = { dataset, rows };
export default exporter;
