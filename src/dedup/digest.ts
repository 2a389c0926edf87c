// Digests for what outlives a run: the identities of the ledger, the keys of what a service holds.

import { hash } from 'node:crypto';
import type { Values } from '../datasets/dataset.js';

/** A digest of any text; collisions are out of the question at the size of a spreadsheet (SHA-1, 160 bits). */
export function digest(text: string): Buffer {
  return hash('sha1', text, 'buffer');
}

/** The digest of all that a record says: equal for equal records, whatever the order of their columns was. */
export function contentDigest(record: Values, encoding: 'base64' | 'hex' = 'base64'): string {
  const content: [string, Values[string]][] = [];
  for (const field of Object.keys(record).sort()) {
    const value = record[field];
    if (value !== undefined) content.push([field, value]);
  }
  return hash('sha1', JSON.stringify(content), encoding);
}
