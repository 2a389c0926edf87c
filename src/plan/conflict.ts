// A row of an export that somebody has changed at the service since: what the file says, and what the service says. Pure.

import type { ImportDataset, Values } from '../datasets/dataset.js';
import { type Finding, finding } from '../problems/problem.js';
import { serverChanges } from './server-changes.js';

/** Both values of every field in which the file and the service differ. */
export function conflictBetween({ fields }: Pick<ImportDataset, 'fields'>, record: Values, held: Values): Finding {
  const titleOf = (field: string): string => fields[field]?.title ?? field;
  const changes = serverChanges(record, held).map((change) => ({
    title: titleOf(change.field),
    file: change.sent,
    service: change.held,
  }));
  const cleared = Object.keys(held).filter((field) => held[field] !== undefined && record[field] === undefined);
  const others = serverChanges(Object.fromEntries(cleared.map((field) => [field, held[field]])), record);
  return finding('CHANGED_SINCE_EXPORT', {
    changes: [...changes, ...others.map(({ field, sent }) => ({ title: titleOf(field), file: '', service: sent }))],
  });
}
