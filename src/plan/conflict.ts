// Describes a row that somebody changed at the service since its export or import. Pure.

import type { ImportDataset, Values } from '../datasets/dataset.js';
import { fieldTitle } from '../datasets/field.js';
import { type Finding, finding } from '../problems/problem.js';
import { serverChanges } from './server-changes.js';

/** Lists both values of every field in which the file and the service differ. */
export function conflictBetween(
  { fields }: Pick<ImportDataset, 'fields'>,
  record: Values,
  held: Values,
  code: 'CHANGED_SINCE_EXPORT' | 'CHANGED_SINCE_IMPORT' | 'NEWER_AT_SERVICE' = 'CHANGED_SINCE_EXPORT',
): Finding {
  const told = (field: string, file: string, service: string): string =>
    `${fieldTitle(fields, field)}: "${file}" here, "${service}" at the service`;
  const cleared = Object.fromEntries(Object.entries(held).filter(([field]) => record[field] === undefined));
  return finding(code, {
    changes: [
      ...serverChanges(record, held).map(({ field, sent, held: service }) => told(field, sent, service)),
      ...serverChanges(cleared, {}).map(({ field, sent: service }) => told(field, '', service)),
    ],
  });
}
