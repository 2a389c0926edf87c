// The rows of a dataset that stay at the source because the target could not tell them from others. They are noted in the
// migration's folder with the file that leaves them out, for a migration that goes on.

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { ImportDataset } from '../../datasets/dataset.js';
import { asInFile } from '../../dedup/row-hash.js';
import { bindingFor } from '../../providers/index.js';
import type { Session } from '../../providers/session.js';
import { writeJson } from '../run/write-summary.js';
import { carriedValues, type IdMaps } from './movable.js';
import type { KeyedRow } from './rivals.js';
import type { MovingRow } from './source-rows.js';

/** Why rows stay at the source, by their id. */
export type HeldBack = ReadonlyMap<string, string>;

function pathOf(folder: string, dataset: string): string {
  return join(folder, 'source', `${dataset}.left.json`);
}

/** Notes the rows of a dataset. */
export async function noteHeldBack(folder: string, dataset: string, heldBack: HeldBack): Promise<void> {
  await writeJson(pathOf(folder, dataset), Object.fromEntries(heldBack));
}

/** The rows of a dataset that were noted; undefined where its file was not written yet. */
export async function notedHeldBack(folder: string, dataset: string): Promise<HeldBack | undefined> {
  const path = pathOf(folder, dataset);
  if (!existsSync(path)) return undefined;
  const noted = z.record(z.string(), z.string()).parse(JSON.parse(await readFile(path, 'utf8')));
  return new Map(Object.entries(noted));
}

/** The rows of the source with the keys that the target would know them by. */
export async function keyedSource(
  dataset: ImportDataset,
  rows: AsyncIterable<Pick<MovingRow, 'id' | 'values'>>,
  ids: IdMaps,
): Promise<readonly KeyedRow[]> {
  const { identity } = dataset;
  const keyed: KeyedRow[] = [];
  if (identity.by !== 'key') return keyed;
  // Further contacts of a supplier have no id.
  for await (const { id, values } of rows)
    if (id !== '') keyed.push({ id, keys: identity.keys(asInFile(carriedValues(dataset, values, ids))) });
  return keyed;
}

/** The rows of the target with their keys; without keys where the dataset has none. */
export async function keyedTarget(dataset: ImportDataset, target: Session): Promise<readonly KeyedRow[]> {
  const { rows } = (await bindingFor(dataset))(target);
  const { identity } = dataset;
  const keyed: KeyedRow[] = [];
  for await (const { remoteId, values } of rows?.({}) ?? [])
    if (remoteId !== '')
      keyed.push({ id: remoteId, keys: identity.by === 'key' ? identity.keys(asInFile(values)) : [] });
  return keyed;
}
