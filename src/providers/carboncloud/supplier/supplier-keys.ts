// The keys of suppliers, for rows and for suppliers at the service.

import dataset from '../../../datasets/carboncloud/suppliers.js';
import type { Key, Values } from '../../../datasets/dataset.js';
import { cleanKey } from '../../../values/characters.js';
import type { Supplier } from '../replies.js';

/** The keys of a row. */
export function keysOf(record: Values): readonly Key[] {
  return dataset.identity.by === 'key' ? dataset.identity.keys(record) : [];
}

/** The keys of a supplier at the service, as its row would have them. */
export function heldKeys({ name, customId }: Supplier): readonly Key[] {
  const key = cleanKey(customId ?? '').trim();
  return keysOf({ name: name ?? '', ...(key && { customId: key }) });
}
