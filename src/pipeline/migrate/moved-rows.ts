// What became of each row of a snapshot at the target, as the results of its run say, and the ids that follow from it.

import { join } from 'node:path';
import type { ImportDataset } from '../../datasets/dataset.js';
import type { CarriedRow, Origin } from '../../ledger/origins.js';
import { type Status, statuses } from '../../plan/result.js';
import { openSource } from '../../read/open-source.js';
import { cellText } from '../../values/cell.js';
import type { IdPair } from '../../write/migration/id-map.js';
import { type Claim, copiesOf } from './copies.js';
import { type IdMaps, idKey } from './movable.js';
import { carriedHash, originTitles, type TargetRows } from './moving-file.js';
import { hasRowIds, type MovingRow, snapshotRows } from './source-rows.js';

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
          sourceId: idKey(at(originTitles.id)),
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

/** Results that prove that the row has the id. Of a refused row, it may be that of the row it is in conflict with. */
const PROVEN: ReadonlySet<Status> = new Set<Status>(['created', 'updated', 'unchanged', 'skipped']);

/** Whether the target has the row under its id; of a plan, also whether the row of this id would be changed. */
export function isThere({ status, remoteId, code }: Pick<MovedRow, 'status' | 'remoteId' | 'code'>): boolean {
  return remoteId !== '' && (PROVEN.has(status) || isToSend({ status, code }));
}

/** Whether a plan sends the row: one in conflict is unsent for another reason. */
export function isToSend({ status, code }: Pick<MovedRow, 'status' | 'code'>): boolean {
  return status === 'unsent' && code === 'NOT_SENT';
}

/** The ids at the target by those at the source, as far as they are proven. @param carried what earlier migrations carried over */
export async function idsIn(
  { name }: Pick<ImportDataset, 'name'>,
  runFolder: string,
  carried: ReadonlyMap<string, CarriedRow>,
): Promise<ReadonlyMap<string, string>> {
  const claims: Claim[] = [];
  for await (const row of movedRows(runFolder)) {
    const { sourceId, remoteId, status } = row;
    if (sourceId === '' || !isThere(row)) continue;
    claims.push({ sourceId, remoteId, isWritten: status === 'created' || status === 'updated' });
  }
  // Sales of several countries are in one period, which has the id.
  if (!hasRowIds(name)) return new Map(claims.map(({ sourceId, remoteId }) => [sourceId, remoteId]));
  return copiesOf(claims, carried);
}

/** The id of a row's copy at the target; undefined where it has none. A row of its key may be another one. */
export function copyOf(row: MovedRow, ids: IdMaps, dataset: string): string | undefined {
  if (row.sourceId === '' || !hasRowIds(dataset)) return isThere(row) ? row.remoteId : undefined;
  return ids.get(dataset)?.get(row.sourceId);
}

/** The origins of a run's rows that the target has. `ids` has those of the dataset, too. */
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
    const { ordinal, sourceId, status, remoteId } = moved;
    if (row.id === '' || !isThere(moved) || copyOf(moved, ids, dataset.name) !== remoteId) continue;
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
  ids: IdMaps,
): AsyncGenerator<IdPair> {
  for (const { dataset, folder } of moved) {
    if (folder === '') continue;
    for await (const row of movedRows(folder)) {
      const { sourceId, key } = row;
      const targetId = sourceId === '' ? undefined : copyOf(row, ids, dataset);
      if (targetId !== undefined) yield { dataset, sourceId, targetId, key };
    }
  }
}
