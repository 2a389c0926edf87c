// Runs one import session: upload, mapping, check, submit. Confirming the rows is not here.

import type { Values } from '../../../datasets/dataset.js';
import type { Reply } from '../../http/http.js';
import type { Session } from '../../session.js';
import { checkUploaded, type RowErrors } from './check-rows.js';
import { completeFit, confirmMapping, mappingOf } from './map-columns.js';
import { type FittedTemplate, importFile } from './template.js';
import { batchFile, type ListedImport, openImport, submittedBefore } from './upload.js';

/** A session with rows that the service has checked. */
export interface CheckedImport extends RowErrors {
  readonly importId: string;
  /** The columns that were mapped. */
  readonly columns: FittedTemplate['columns'];
}

/**
 * Uploads records and has the service check them, without effect on the account.
 * @param listed the sessions that the account had before this run opened any.
 * @returns the id of an earlier session that submitted exactly these records, if there is one.
 * @throws ServiceError, or a Stop when the template does not fit.
 */
export async function checkImport(
  session: Session,
  template: FittedTemplate,
  listed: readonly ListedImport[],
  records: readonly Values[],
): Promise<CheckedImport | string> {
  const file = batchFile(template.id, importFile(template, records), records.length);
  const before = submittedBefore(listed, file, session.now());
  if (before !== undefined) return before;
  // Sessions that are not submitted expire after a day, so each step up to the submit may be repeated.
  const { importId, locale } = await openImport(session, file);
  const complete = await completeFit(session, importId, template);
  const mapping = mappingOf(complete, template);
  await confirmMapping(session, importId, mapping);
  const checked = await checkUploaded(session, { importId, locale, template: complete, mapping, records });
  return { ...checked, importId, columns: complete.columns };
}

/** Submits the rows without errors. Throws a ServiceError; `unclear` when they may have been submitted. */
export function submitImport(session: Session, { importId, errors }: CheckedImport): Promise<Reply> {
  return session.call('submitImport', {
    params: { import_id: importId },
    headers: { 'x-partner': 'dcycle' },
    body: { kind: 'json', value: { ignore_errors: errors.size > 0 } },
  });
}
