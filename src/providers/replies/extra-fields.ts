// Fields of a reply that have no column, or a value that their column does not take: services add some and change others from time
// to time, and an export keeps them in columns of their own.

import type { ExportValue } from '../binding.js';

/** What the key of such a column begins with; behind it stands the field's name, or its path in the reply. */
const EXTRA = 'extra.';

/**
 * The fields with a value that stand in no other column, each as `extra.<field>`; what is no plain value becomes its JSON.
 * @param hasColumn whether another column holds this value of the field.
 */
export function extraFields(
  reply: Readonly<Record<string, unknown>>,
  hasColumn: (field: string, value: unknown) => boolean,
): Record<string, ExportValue> {
  const extra: Record<string, ExportValue> = {};
  for (const [field, value] of Object.entries(reply)) {
    if (value === null || value === undefined || value === '' || hasColumn(field, value)) continue;
    extra[`${EXTRA}${field}`] = typeof value === 'string' || typeof value === 'number' ? value : JSON.stringify(value);
  }
  return extra;
}

/** The field that a column of its own holds; undefined for any other column. */
export function extraFieldOf(key: string): string | undefined {
  return key.startsWith(EXTRA) ? key.slice(EXTRA.length) : undefined;
}

/** For fields whose column takes texts only. */
export function isText(value: unknown): value is string {
  return typeof value === 'string';
}
