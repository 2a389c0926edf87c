// Reads field values that were stored as JSON.

import { z } from 'zod';
import type { Values } from '../datasets/dataset.js';

/** The values of fields, as JSON holds them. */
export const fieldValues = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.array(z.string()), z.record(z.string(), z.number())]),
);

/** The values; undefined when the stored data has another form. */
export function recordedValues(stored: unknown): Values | undefined {
  return fieldValues.safeParse(stored).data;
}
