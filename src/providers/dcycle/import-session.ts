// Carries rows through one import session: upload, mapping, validation, submit. Confirming what became of them is not here.

import type { Values } from '../../datasets/dataset.js';
import { type Reply, ServiceError } from '../http.js';
import type { Session } from '../provider.js';
import { bodyOf } from '../reply.js';
import { type FittedTemplate, importFile } from './import-template.js';
import { checkedRows, importSession, type RowError } from './replies.js';

/** The most rows that a page of the validation holds. */
export const ROWS_CHECKED_AT_ONCE = 500;

/** A session whose rows were checked by the service. */
export interface CheckedImport {
  readonly importId: string;
  /** What is wrong, by position among the records; a row without errors is absent. */
  readonly errors: ReadonlyMap<number, readonly RowError[]>;
  /** The answer that told it. */
  readonly reply: Reply;
}

/** Uploads the records and has them checked; nothing becomes effective by it. Throws a ServiceError. */
export async function checkImport(
  session: Session,
  template: FittedTemplate,
  records: readonly Values[],
): Promise<CheckedImport> {
  const bytes = importFile(template, records);
  const file = { field: 'upload_file', name: 'country-sales.csv', type: 'text/csv', bytes };
  const fields = { template_id: template.id, numeric_locale: 'en_US' };
  // Sessions that are not submitted run out unused after a day, so each step up to the submit may be repeated.
  const opened = await session.call('createImport', { body: { kind: 'multipart', fields, file }, repeat: 'safe' });
  const { import_id: importId } = bodyOf(opened, importSession, 'createImport');
  // The file's header is the template's own keys.
  const mapping = Object.fromEntries(template.columns.map(({ key }) => [key, key]));
  const body = { kind: 'json', value: { mapping, value_mappings: {} } } as const;
  const params = { import_id: importId };
  await session.call('confirmImportMapping', { params, body, repeat: 'safe' });

  const rows: { readonly row_index: number; readonly errors: readonly RowError[] }[] = [];
  for (let page = 1; ; page += 1) {
    const query = { page, page_size: ROWS_CHECKED_AT_ONCE };
    const reply = await session.call('validateImport', { params, query, body, repeat: 'safe' });
    const found = bodyOf(reply, checkedRows, 'validateImport').rows;
    rows.push(...found);
    if (rows.length < records.length && found.length > 0) continue;
    return { importId, errors: errorsByPosition(rows, records.length, reply), reply };
  }
}

/** The service does not say where it counts from, so the lowest index stands for the first record. */
function errorsByPosition(
  rows: readonly { readonly row_index: number; readonly errors: readonly RowError[] }[],
  count: number,
  { status, requestId, attempts }: Reply,
): ReadonlyMap<number, readonly RowError[]> {
  const indexes = new Set(rows.map(({ row_index }) => row_index));
  const first = Math.min(...indexes);
  if (indexes.size !== count || Math.max(...indexes) - first !== count - 1) {
    const message = `validateImport: ${count} rows were uploaded, and ${indexes.size} came back checked`;
    throw new ServiceError('unreadable', message, status, requestId, attempts);
  }
  return new Map(rows.filter(({ errors }) => errors.length > 0).map((row) => [row.row_index - first, row.errors]));
}

/** Has the rows without errors carried out. Throws a ServiceError; `unclear` when it may have been done. */
export function submitImport(session: Session, { importId, errors }: CheckedImport): Promise<Reply> {
  return session.call('submitImport', {
    params: { import_id: importId },
    headers: { 'x-partner': 'dcycle' },
    body: { kind: 'json', value: { ignore_errors: errors.size > 0 } },
  });
}
