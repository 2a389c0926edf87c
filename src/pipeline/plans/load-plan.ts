// Loads a kept plan to be applied: what was planned for each row, in a few bytes.

import { constants, copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImportDataset } from '../../datasets/dataset.js';
import { importDatasetNamed } from '../../datasets/index.js';
import { PlannedDigests } from '../../dedup/planned-digests.js';
import type { SavedTable } from '../../plan/saved-plan.js';
import { Stop } from '../../problems/stop.js';
import { outputStop } from '../../write/files/part-file.js';
import type { PlanToKeep } from '../requests.js';
import { readPlan } from './read-plan.js';
import { doingOf } from './saved-rows.js';

/** The plan in the folder of a run. */
const NAME = 'plan.json';

/** A table of a loaded plan. */
export interface LoadedTable {
  /** Where the table was read; `-` for standard input. */
  readonly file: string;
  readonly table: SavedTable;
  readonly rows: PlannedDigests;
}

/** A plan whose hash fits what it says. */
export interface LoadedPlan {
  readonly path: string;
  readonly hash: string;
  /** As `2025-04-10T08:00:00.000Z`. */
  readonly madeAt: string;
  readonly tables: readonly LoadedTable[];
}

/** Loads a plan. Throws a Stop of kind `usage` when it cannot be read or was changed. */
export async function loadPlan(path: string): Promise<LoadedPlan> {
  const tables: LoadedTable[] = [];
  let dataset: ImportDataset | undefined;
  let [hash, madeAt] = ['', ''];
  for await (const part of readPlan(path)) {
    if (part.kind === 'made') madeAt = part.at;
    if (part.kind === 'table') {
      dataset = await importDatasetNamed(part.table.dataset);
      tables.push({ file: part.file, table: part.table, rows: new PlannedDigests() });
    } else if (part.kind === 'row' && dataset) tables.at(-1)?.rows.add(part.row.identity, doingOf(dataset, part.row));
    else if (part.kind === 'hash') hash = part.hash;
  }
  return { path, hash, madeAt, tables };
}

/** Copies a plan into the folder of the run that applies it. Throws a Stop of kind `output`. */
export async function copyPlan(path: string, folder: string): Promise<void> {
  const copy = join(folder, NAME);
  await copyFile(path, copy, constants.COPYFILE_FICLONE).catch((cause: unknown) => {
    throw outputStop(copy, cause);
  });
}

/**
 * The plan that a run keeps to, from its folder.
 * @throws Stop of kind `usage` when it is not there any more, or is another one.
 */
export async function planOfRun(
  folder: string,
  { hash, table, ...terms }: Pick<PlanToKeep, 'hash' | 'table' | 'outOfDate' | 'isAgreed'>,
): Promise<PlanToKeep> {
  const plan = await loadPlan(join(folder, NAME));
  const own = plan.tables[table];
  if (plan.hash !== hash || own === undefined) {
    const message = `${plan.path} is not the plan that the run began with`;
    throw new Stop('usage', 'OTHER_PLAN', message, 'make a plan of what is left, and apply it');
  }
  const { accountKey, owner } = own.table;
  return { ...terms, path: plan.path, hash, table, accountKey, owner, rows: own.rows };
}
