// Reads a cell as a UUID of any version, the nil and max UUIDs included. Whether it names something is for the service to say.

import { finding } from '../../problems/problem.js';
import type { Cell } from '../cell.js';
import { cleanKey } from '../characters.js';
import { textOf } from '../read-text.js';
import { type Reading, read, unread } from '../reading.js';

// RFC 9562, section 4: the text form, perhaps with the prefix of its URN.
const UUID = /^(?:urn:uuid:)?([\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12})$/;

/** The UUID in a cell in lower case. */
export function readUuid(cell: Cell): Reading<string | undefined> {
  const text = cleanKey(textOf(cell)).toLowerCase();
  if (text === '') return read(undefined);
  const uuid = UUID.exec(text)?.[1];
  if (uuid === undefined) return unread(finding('NOT_A_UUID', {}));
  return read(uuid, uuid === text ? undefined : finding('READ_AS', { read: uuid }));
}
