// A name for each row of a table that finds it again in another pass, or in a later version of the file: its identity, or for a
// row without one a digest of what could be read.

import { contentDigest } from '../../dedup/digest.js';
import { Fingerprint } from '../../dedup/fingerprint.js';
import { FirstRows } from '../../dedup/first-rows.js';
import type { JudgedRow } from '../rows/judge-row.js';

/** Starts a pass over the rows of a table, which come in order. No two rows get one name. */
export function rowNames(): (row: Pick<JudgedRow, 'identity' | 'values' | 'source'>) => string {
  const fingerprint = new Fingerprint();
  const seen = new FirstRows();
  const repeats = new Map<string, number>();
  return ({ identity, values, source }) => {
    const name = identity === '' ? `?${contentDigest(values)}` : identity;
    if (seen.see(fingerprint.ofText(name), source.row) === undefined) return name;
    const times = (repeats.get(name) ?? 1) + 1;
    repeats.set(name, times);
    return `${name}~${times}`;
  };
}
