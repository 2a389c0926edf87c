// What a service says of a row, in the dataset's own terms: its fields only, and none that has no value.

import type { Values } from '../datasets/dataset.js';
import type { FieldValue } from '../datasets/field.js';

/** The values of a dataset's fields in a reply. Empty texts, lists and objects count as no value, as empty cells do. */
export function heldValues(
  { fields }: { readonly fields: Readonly<Record<string, unknown>> },
  reply: Readonly<Record<string, FieldValue | null | undefined>>,
): Values {
  const values: Record<string, FieldValue> = {};
  for (const field of Object.keys(fields)) {
    const value = reply[field];
    if (value !== undefined && value !== null && !isEmpty(value)) values[field] = value;
  }
  return values;
}

function isEmpty(value: FieldValue): boolean {
  if (typeof value === 'number') return false;
  return (typeof value === 'string' || Array.isArray(value) ? value : Object.keys(value)).length === 0;
}
