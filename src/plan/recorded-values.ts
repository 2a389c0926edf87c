// Values of a dataset's fields that were written down as JSON and are read again.

import { z } from 'zod';
import type { Values } from '../datasets/dataset.js';

const values = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.array(z.string()), z.record(z.string(), z.number())]),
);

/** The values; undefined when these are none. */
export function recordedValues(stored: unknown): Values | undefined {
  return values.safeParse(stored).data;
}
