// What an update has to say: only what differs from what is there. Pure.

import type { Values } from '../datasets/dataset.js';
import { afterUpdate } from './after-update.js';
import { serverChanges } from './server-changes.js';

/** The fields of a record that a held row has differently, with the values that they are to have. An empty field says nothing. */
export function changedFields(held: Values, record: Values): Values {
  const wanted = afterUpdate(held, record);
  return Object.fromEntries(serverChanges(wanted, held).map(({ field }) => [field, wanted[field]]));
}
