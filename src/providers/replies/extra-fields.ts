// Fields of a reply that have no column, or a value that their column cannot hold. Services add and change fields; an export keeps
// them in columns of their own.

import type { ExportValue } from '../binding.js';

/** The prefix of the key of such a column; the field's name, or its path in the reply, follows. */
const EXTRA = 'extra.';

/**
 * The fields with a value and without a column, each as `extra.<field>`. Lists and objects become JSON.
 * @param hasColumn whether another column shows this value of the field.
 */
export function extraFields(
  reply: Readonly<Record<string, unknown>>,
  hasColumn: (field: string, value: unknown) => boolean,
): Record<string, ExportValue> {
  const extra: Record<string, ExportValue> = {};
  for (const [field, value] of Object.entries(reply)) {
    if (value === null || value === undefined || value === '' || hasColumn(field, value)) continue;
    extra[extraKeyOf(field)] = typeof value === 'string' || typeof value === 'number' ? value : JSON.stringify(value);
  }
  return extra;
}

/** The key of the column of such a field. */
export function extraKeyOf(field: string): string {
  return `${EXTRA}${field}`;
}

/** The field of such a column; undefined for any other column. */
export function extraFieldOf(key: string): string | undefined {
  return key.startsWith(EXTRA) ? key.slice(EXTRA.length) : undefined;
}

/** For fields whose column takes texts only. */
export function isText(value: unknown): value is string {
  return typeof value === 'string';
}
