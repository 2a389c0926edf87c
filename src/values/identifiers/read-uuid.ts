// Reads a cell as a UUID of any version, the nil and max UUIDs included. Whether it names something is for the service to say.

import { finding } from '../../problems/problem.js';
import type { Cell } from '../cell.js';
import { cleanKey } from '../characters.js';
import { textOf } from '../read-text.js';
import { type Reading, read, unread } from '../reading.js';

// RFC 9562, section 4: the text form.
const PLAIN = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
const URN = /^urn:uuid:/;

/** Whether a text is a UUID. */
export function isUuid(text: string): boolean {
  return PLAIN.test(text);
}

/** The UUID in a cell in lower case. */
export function readUuid(cell: Cell): Reading<string | undefined> {
  const text = cleanKey(textOf(cell)).toLowerCase();
  if (text === '') return read(undefined);
  const uuid = text.replace(URN, '');
  if (!isUuid(uuid)) return unread(finding('NOT_A_UUID', {}));
  return read(uuid, uuid === text ? undefined : finding('READ_AS', { read: uuid }));
}
