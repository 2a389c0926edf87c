// Fields of a reply that have no column, or a value that their column cannot hold. Services add and change fields; an export keeps
// them in columns of their own.

import { extraKeyOf } from '../../datasets/extra-columns.js';
import type { ExportValue } from '../binding.js';

/**
 * The fields with a value and without a column, each as `extra.<field>`. Lists and objects become JSON.
 * @param hasColumn whether another column shows this value of the field.
 */
export function extraFields(
  reply: Readonly<Record<string, unknown>>,
  hasColumn: (field: string, value: unknown) => boolean,
): Record<string, ExportValue> {
  const extra: Record<string, ExportValue> = {};
  for (const field of Object.keys(reply)) {
    const value = reply[field];
    if (value === null || value === undefined || value === '' || hasColumn(field, value)) continue;
    extra[extraKeyOf(field)] = typeof value === 'string' || typeof value === 'number' ? value : JSON.stringify(value);
  }
  return extra;
}

/** For fields whose column takes texts only. */
export function isText(value: unknown): value is string {
  return typeof value === 'string';
}
