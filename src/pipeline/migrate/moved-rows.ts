// What became of each row of a snapshot at the target, as the results of its run say, and the ids that follow from it.

import { join } from 'node:path';
import type { ImportDataset } from '../../datasets/dataset.js';
import type { Origin } from '../../ledger/origins.js';
import { type Status, statuses } from '../../plan/result.js';
import { openSource } from '../../read/open-source.js';
import { cellText } from '../../values/cell.js';
import type { IdPair } from '../../write/migration/id-map.js';
import { carriedHash, originTitles, type TargetRows } from './moving-file.js';
import { type MovingRow, snapshotRows } from './source-rows.js';

/** A row of the source and its result. */
export interface MovedRow {
  readonly ordinal: number;
  readonly sourceId: string;
  readonly key: string;
  readonly status: Status;
  readonly remoteId: string;
  readonly code: string;
  readonly message: string;
}

/** The rows of a run's results.csv, in the order of the source. */
export async function* movedRows(runFolder: string): AsyncGenerator<MovedRow> {
  const source = await openSource(join(runFolder, 'results.csv'), { encoding: 'utf-8', delimiter: ',' });
  try {
    let titles: readonly string[] | undefined;
    let ordinal = 0;
    for await (const batch of source.rows('')) {
      for (const { cells } of batch) {
        if (titles === undefined) {
          titles = cells.map(cellText);
          continue;
        }
        const at = (title: string): string => cellText(cells[titles?.indexOf(title) ?? -1]);
        const status = statuses.find((one) => one === at('status'));
        if (status === undefined) throw new Error(`results.csv holds the status ${at('status')}`);
        yield {
          ordinal,
          status,
          sourceId: at(originTitles.id),
          key: at(originTitles.key),
          remoteId: at('remote_id'),
          code: at('code'),
          message: at('message'),
        };
        ordinal += 1;
      }
    }
  } finally {
    await source.close();
  }
}

/** Whether the target has the row under its id. */
export function isThere({ status, remoteId }: Pick<MovedRow, 'status' | 'remoteId'>): boolean {
  return remoteId !== '' && status !== 'deleted' && status !== 'in-doubt';
}

/** The ids at the target by those at the source. */
export async function idsIn(runFolder: string): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  for await (const row of movedRows(runFolder))
    if (row.sourceId !== '' && isThere(row)) ids.set(row.sourceId, row.remoteId);
  return ids;
}

/** The origins of a run's rows that the target has. `ids` and `carried` are those that the file was written with. */
export async function originsOf(
  dataset: ImportDataset,
  folder: string,
  runFolder: string,
  { ids, carried }: Pick<TargetRows, 'ids' | 'carried'>,
): Promise<readonly Origin[]> {
  const origins: Origin[] = [];
  const rows = snapshotRows(folder, dataset.name);
  for await (const moved of movedRows(runFolder)) {
    const row = await nextOf(rows, moved.sourceId);
    if (row === undefined) throw new Error(`${runFolder} holds other rows than the snapshot of ${folder}`);
    if (row.id === '' || !isThere(moved)) continue;
    const { ordinal, sourceId, status } = moved;
    // A row that was left as it is at the target keeps the hash of what was given last.
    const isAsGiven = status === 'created' || status === 'updated' || status === 'unchanged';
    const before = carried.get(sourceId)?.hash ?? '';
    origins.push({ ordinal, sourceId, hash: isAsGiven ? carriedHash(dataset, row.values, ids) : before });
  }
  return origins;
}

/** The next row with an id; rows before it were left out of the run. */
async function nextOf(rows: AsyncGenerator<MovingRow>, id: string): Promise<MovingRow | undefined> {
  for (let next = await rows.next(); !next.done; next = await rows.next()) if (next.value.id === id) return next.value;
  return undefined;
}

/** The ids of all rows in both accounts, dataset after dataset. */
export async function* idPairs(
  moved: readonly { readonly dataset: string; readonly folder: string }[],
): AsyncGenerator<IdPair> {
  for (const { dataset, folder } of moved) {
    if (folder === '') continue;
    for await (const row of movedRows(folder))
      if (row.sourceId !== '' && isThere(row))
        yield { dataset, sourceId: row.sourceId, targetId: row.remoteId, key: row.key };
  }
}
