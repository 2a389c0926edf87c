// Rows of the source that share what they are known by with another one: by it, the target cannot tell which of them a row is.

import { sameName } from '../../datasets/dataset.js';
import { ownKeys } from './movable.js';
import type { MovingRow } from './source-rows.js';

/** The ids of the rows of a dataset whose key another row has, too. */
export async function namesakes(
  dataset: string,
  rows: AsyncIterable<Pick<MovingRow, 'id' | 'values'>>,
): Promise<ReadonlySet<string>> {
  const holders = new Map<string, number>();
  const known: (readonly [id: string, key: string])[] = [];
  for await (const { id, values } of rows) {
    const keys = ownKeys(dataset, values).map(([field, text]) => `${field} ${sameName(text)}`);
    const [key] = keys;
    // Further contacts of a supplier have no id.
    if (id === '' || key === undefined) continue;
    for (const one of keys) holders.set(one, (holders.get(one) ?? 0) + 1);
    known.push([id, key]);
  }
  return new Set(known.flatMap(([id, key]) => ((holders.get(key) ?? 0) > 1 ? [id] : [])));
}
