// Takes an export as a table of new rows: drops the columns that tie its rows to a service (`--as-new`).

import { type ImportDataset, markTitles } from '../../datasets/dataset.js';
import type { Mapping } from '../../mapping/mapping.js';

/** The mapping without the hidden columns of an export, and without columns of ids that only the service of the export knows. */
export function asNew(mapping: Mapping): Mapping {
  const columns = mapping.columns.map((column) => {
    const { index, letter, title, field, mark } = column;
    const isDropped = field === undefined ? mark !== undefined && mark in markTitles : isOwnId(mapping.dataset, field);
    return isDropped ? { index, letter, title, field: undefined } : column;
  });
  return { ...mapping, columns };
}

/** Whether a field holds the service's id of what another field names as well, or of the row itself. */
function isOwnId({ fields, oneOf = [] }: ImportDataset, field: string): boolean {
  if (fields[field]?.kind !== 'uuid') return false;
  return field === 'uuid' || oneOf.some((group) => group.includes(field) && group.length > 1);
}
