// Counts rows that have the same key: each is a row of its own.

import { Fingerprint } from '../../dedup/fingerprint.js';
import { FirstRows } from '../../dedup/first-rows.js';

/** Counts the rows of each key. Only keys that come again are kept as texts. */
export function occurrences(): (key: string) => number {
  const seen = new FirstRows();
  const fingerprint = new Fingerprint();
  const again = new Map<string, number>();
  return (key) => {
    if (seen.see(fingerprint.ofText(key), 1) === undefined) return 1;
    const occurrence = (again.get(key) ?? 1) + 1;
    again.set(key, occurrence);
    return occurrence;
  };
}
