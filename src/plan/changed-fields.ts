// The fields that an update must change. Pure.

import type { Values } from '../datasets/dataset.js';
import { afterUpdate } from './after-update.js';
import { serverChanges } from './server-changes.js';

/** The fields in which a record differs from the stored row, with their new values. An empty field changes nothing. */
export function changedFields(held: Values, record: Values): Values {
  const wanted = afterUpdate(held, record);
  return Object.fromEntries(serverChanges(wanted, held).map(({ field }) => [field, wanted[field]]));
}
