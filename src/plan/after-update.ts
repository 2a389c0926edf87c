// What a service must hold after an update, given what it held before.

import type { Values } from '../datasets/dataset.js';
import type { FieldValue } from '../datasets/field.js';

/**
 * The fields that an update writes, with the values that they have then. Years are merged one by one, so that a file about
 * one year leaves the others alone; any other value takes the place of the one before.
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

/** What a row held before in the fields that a record names: what an update of it changes. */
export function beforeUpdate(held: Values, record: Values): Values {
  return Object.fromEntries(Object.entries(held).filter(([field]) => record[field] !== undefined));
}

function isByYear(value: FieldValue | undefined): value is Readonly<Record<string, number>> {
  return typeof value === 'object' && !Array.isArray(value);
}
