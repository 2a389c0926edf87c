// What the service must hold after an update, given what it held before.

import type { Values } from '../datasets/dataset.js';
import type { FieldValue } from '../datasets/field.js';

/**
 * The fields that an update writes, with their values afterwards. Years are merged one by one, so that a file about one year
 * keeps the others; any other value replaces the one before.
 */
export function afterUpdate(before: Values, record: Values): Values {
  return Object.fromEntries(
    Object.entries(record).flatMap(([field, value]) => {
      if (value === undefined) return [];
      const old = before[field];
      return [[field, isByYear(value) && isByYear(old) ? { ...old, ...value } : value]];
    }),
  );
}

/** The earlier values of the fields that an update changes. */
export function beforeUpdate(held: Values, record: Values): Values {
  return Object.fromEntries(Object.entries(held).filter(([field]) => record[field] !== undefined));
}

function isByYear(value: FieldValue | undefined): value is Readonly<Record<string, number>> {
  return typeof value === 'object' && !Array.isArray(value);
}
