// Digests for what outlives a run: the identities of the ledger, the keys of what a service holds.

import { hash } from 'node:crypto';
import type { Values } from '../datasets/dataset.js';

/** A digest of any text; collisions are out of the question at the size of a spreadsheet (SHA-1, 160 bits). */
export function digest(text: string): Buffer {
  return hash('sha1', text, 'buffer');
}

/** The digest of all that a record says: equal for equal records, whatever the order of their columns was. Base64. */
export function contentDigest(record: Values): string {
  const content = JSON.stringify(
    Object.keys(record)
      .sort()
      .filter((field) => record[field] !== undefined)
      .map((field) => [field, record[field]]),
  );
  return hash('sha1', content, 'base64');
}
