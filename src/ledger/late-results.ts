// Results that the disk did not take, laid over what the database holds: while the process lives, it knows better.

import type { RowResult } from './ledger.js';
import { resultOfSettlement, type StoredChange } from './stored.js';

/** The newest waiting result of each row of a run, by ordinal. An intent that the disk did not take was never acted upon. */
export function lateResults(waiting: readonly StoredChange[], run: number): readonly RowResult[] {
  const newest = new Map<number, RowResult>();
  for (const change of waiting) {
    if (change.kind === 'settlement' && change.run === run) newest.set(change.row[0], resultOfSettlement(change.row));
  }
  return [...newest.values()].sort((a, b) => a.ordinal - b.ordinal);
}

/** A page of rows with the late results in its range in their places; `from` and `to` bound the ordinals, both excluded. */
export function withLate(
  page: readonly RowResult[],
  late: readonly RowResult[],
  from: number,
  to: number,
): readonly RowResult[] {
  const within = late.filter(({ ordinal }) => ordinal > from && ordinal < to);
  if (within.length === 0) return page;
  const replaced = new Set(within.map(({ ordinal }) => ordinal));
  return [...page.filter(({ ordinal }) => !replaced.has(ordinal)), ...within].sort((a, b) => a.ordinal - b.ordinal);
}
