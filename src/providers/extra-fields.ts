// Fields of a reply that nobody has named yet: services add some from time to time, and an export keeps them.

import type { ExportValue } from './provider.js';

/** The fields with a value that are told nowhere else, each as `extra.<field>`; what is no plain value becomes its JSON. */
export function extraFields(
  reply: Readonly<Record<string, unknown>>,
  isTold: (field: string) => boolean,
): Record<string, ExportValue> {
  const extra: Record<string, ExportValue> = {};
  for (const [field, value] of Object.entries(reply)) {
    if (value === null || value === undefined || value === '' || isTold(field)) continue;
    extra[`extra.${field}`] = typeof value === 'string' || typeof value === 'number' ? value : JSON.stringify(value);
  }
  return extra;
}
