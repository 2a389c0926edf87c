// Pairs the rows of two exports by key and says why each is not what it was. Each row has one reason, so that the parts of a
// difference never overlap.

import type { ComparableRow, RowChange } from './comparable.js';

/**
 * Every row of both exports once, in the order of the later one, then those that are gone. Holds the earlier export in memory.
 */
export async function* compareRows<R extends ComparableRow>(
  before: AsyncIterable<R>,
  after: AsyncIterable<R>,
): AsyncGenerator<RowChange<R>> {
  const left = new Map<string, R>();
  for await (const row of before) left.set(row.key, row);
  for await (const row of after) {
    const old = left.get(row.key);
    left.delete(row.key);
    yield { part: partOf(old, row), before: old, after: row };
  }
  for (const row of left.values()) yield { part: 'gone', before: row, after: undefined };
}

/** Why a row is not what it was. A move counts before an edit: the day is an input, too. */
export function partOf(before: ComparableRow | undefined, after: ComparableRow | undefined): RowChange['part'] {
  if (before === undefined) return 'new';
  if (after === undefined) return 'gone';
  if (before.period !== after.period) return 'moved';
  if (before.inputs !== after.inputs) return 'edited';
  return sameFigures(before.figures, after.figures) ? 'unchanged' : 'recalculated';
}

function sameFigures(before: ComparableRow['figures'], after: ComparableRow['figures']): boolean {
  const keys = Object.keys(before);
  return keys.length === Object.keys(after).length && keys.every((key) => before[key] === after[key]);
}
