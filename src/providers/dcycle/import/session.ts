// Carries rows through one import session: upload, mapping, check, submit. Confirming what became of them is not here.

import type { Values } from '../../../datasets/dataset.js';
import type { Reply } from '../../http/http.js';
import type { Session } from '../../session.js';
import { checkUploaded, type RowErrors } from './check-rows.js';
import { completeFit, confirmMapping, mappingOf } from './map-columns.js';
import { type FittedTemplate, importFile } from './template.js';
import { batchFile, type ListedImport, openImport, submittedBefore } from './upload.js';

/** A session whose rows were checked by the service. */
export interface CheckedImport extends RowErrors {
  readonly importId: string;
  /** The columns that were filled. */
  readonly columns: FittedTemplate['columns'];
}

/**
 * Uploads the records and has them checked; nothing becomes effective by it.
 * @param listed the sessions that the account had before this run opened any.
 * @returns the id of the session in which just these records were submitted before, if there is one.
 * @throws ServiceError, or a Stop when the template cannot be filled.
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
  // Sessions that are not submitted run out unused after a day, so each step up to the submit may be repeated.
  const { importId, locale } = await openImport(session, file);
  const complete = await completeFit(session, importId, template);
  const mapping = mappingOf(complete, template);
  await confirmMapping(session, importId, mapping);
  const checked = await checkUploaded(session, { importId, locale, template: complete, mapping, records });
  return { ...checked, importId, columns: complete.columns };
}

/** Has the rows without errors carried out. Throws a ServiceError; `unclear` when it may have been done. */
export function submitImport(session: Session, { importId, errors }: CheckedImport): Promise<Reply> {
  return session.call('submitImport', {
    params: { import_id: importId },
    headers: { 'x-partner': 'dcycle' },
    body: { kind: 'json', value: { ignore_errors: errors.size > 0 } },
  });
}
