// One dataset of a migration: its snapshot becomes a file, which is planned, imported, or taken up again like any other.

import { existsSync } from 'node:fs';
import pLimit from 'p-limit';
import type { ImportDataset } from '../../datasets/dataset.js';
import { importDatasetNamed } from '../../datasets/index.js';
import type { RunRow } from '../../ledger/ledger.js';
import type { CarriedRow } from '../../ledger/origins.js';
import type { Counts } from '../../plan/result.js';
import type { Stop } from '../../problems/stop.js';
import { bindingFor } from '../../providers/index.js';
import type { Session } from '../../providers/session.js';
import type { PlanCounts, Summary } from '../../report/summary.js';
import type { StopLimits } from '../../upload/circuit-breaker.js';
import { importFile } from '../import.js';
import { planFile } from '../plan.js';
import type { ImportRequest } from '../requests.js';
import { resumeRun } from '../resume.js';
import type { ParentRows } from '../rows/parent-rows.js';
import type { FinishedRun } from '../run/finish-run.js';
import { folderOf } from '../run/run-folder.js';
import type { Tools } from '../tools.js';
import type { Accounts } from './accounts.js';
import { uncontested } from './copies.js';
import { type HeldBack, keyedSource, keyedTarget, notedHeldBack, noteHeldBack } from './held-back.js';
import { inLedger, withLedger } from './in-ledger.js';
import type { MigrationRun } from './migration-run.js';
import { type IdMaps, idKey, references } from './movable.js';
import { copyOf, idsIn, isThere, isToSend, movedRows, originsOf } from './moved-rows.js';
import { type MovingFile, type TargetRows, writeMovingFile } from './moving-file.js';
import { type KeyedRow, settleRivals } from './rivals.js';
import { hasRowIds, snapshotRows, sourceRows } from './source-rows.js';

/** How the rows are written. */
export type MoveTerms = Pick<ImportRequest, 'onExisting' | 'concurrency' | 'runsDir' | 'canary' | 'restate'> & {
  readonly brakes?: StopLimits | undefined;
};

/** What became of a dataset. */
export interface MovedDataset {
  readonly dataset: string;
  /** Its run; undefined where the source has no rows. */
  readonly run: string | undefined;
  /** The folder of the run; '' without one. */
  readonly folder: string;
  readonly counts: Counts;
  readonly plan?: Partial<PlanCounts> | undefined;
  readonly exitCode: number;
  readonly stop?: Stop | undefined;
}

/** A migration as its datasets see it. */
export interface Move {
  readonly migration: MigrationRun;
  readonly accounts: Accounts;
  readonly terms: MoveTerms;
  readonly tools: Tools;
  readonly parents: ParentRows;
  /** The ids at the target, by dataset; those of each dataset are added when it is done. */
  readonly ids: Map<string, ReadonlyMap<string, string>>;
  /** The ids of rows that the target does not get, by dataset; added likewise. */
  readonly lacking: Map<string, ReadonlySet<string>>;
  /** Why rows of a dataset stay at the source; added likewise. */
  readonly heldBack: Map<string, HeldBack>;
}

const NO_ROWS: Counts = {
  rows: 0,
  created: 0,
  updated: 0,
  unchanged: 0,
  skipped: 0,
  invalid: 0,
  failed: 0,
  inDoubt: 0,
  unsent: 0,
};

/** Plans a dataset. Sends nothing. */
export async function planDataset(dataset: ImportDataset, move: Move): Promise<MovedDataset> {
  const known = await targetRows(dataset, move);
  const file = await writeMovingFile(dataset, move.migration.folder, known, 'plan');
  move.lacking.set(dataset.name, new Set(known.heldBack.keys()));
  if (file.rows === 0) return nothing(dataset, move);
  const finished = await planFile({ ...requestOf(dataset, file, move) }, move.tools);
  const { folder } = finished.summary;
  if (existsSync(`${folder}/results.csv`)) {
    move.ids.set(dataset.name, await idsIn(dataset, folder, known.carried));
    move.lacking.set(dataset.name, await refusedIn(dataset, folder, move.ids, known.heldBack));
  }
  const planned = movedOf(dataset, finished);
  // The other rows move.
  return planned.stop?.code === 'INVALID_ROWS' ? { ...planned, exitCode: 4, stop: undefined } : planned;
}

/** Imports a dataset, or goes on with its run where that was stopped. */
export async function moveDataset(
  dataset: ImportDataset,
  move: Move,
  before: RunRow | undefined,
): Promise<MovedDataset> {
  const known = await targetRows(dataset, move, before);
  const moved = before === undefined ? await begin(dataset, move, known) : await goOn(dataset, before, move);
  move.lacking.set(dataset.name, new Set(known.heldBack.keys()));
  if (moved.folder === '' || !existsSync(`${moved.folder}/results.csv`)) return moved;
  const ids = await idsIn(dataset, moved.folder, known.carried);
  move.ids.set(dataset.name, ids);
  move.lacking.set(dataset.name, await unmapped(move.migration.folder, dataset.name, ids));
  const origins = await originsOf(dataset, move.migration.folder, moved.folder, known);
  const { run } = moved;
  if (run !== undefined)
    await withLedger(move.tools, async (ledger) => {
      if ((await ledger.run(run)) !== undefined)
        await ledger.noteOrigins(run, move.accounts.source.accountKey, origins);
    });
  return moved;
}

async function begin(dataset: ImportDataset, move: Move, known: TargetRows): Promise<MovedDataset> {
  const file = await writeMovingFile(dataset, move.migration.folder, known, 'source');
  await noteHeldBack(move.migration.folder, dataset.name, known.heldBack);
  if (file.rows === 0) return nothing(dataset, move);
  const { terms, tools, migration } = move;
  const request: ImportRequest = {
    ...requestOf(dataset, file, move),
    ...terms,
    invalid: 'skip',
    via: 'api',
    yes: true,
    parent: migration.id,
  };
  return movedOf(dataset, await importFile(request, tools));
}

async function goOn(dataset: ImportDataset, before: RunRow, move: Move): Promise<MovedDataset> {
  const { counts, exitCode } = before;
  const isDone = exitCode !== undefined && counts.unsent + counts.inDoubt === 0;
  if (isDone) return { dataset: dataset.name, run: before.id, folder: folderOf(before), counts, exitCode };
  const { brakes, canary, concurrency, restate } = move.terms;
  const resumed = { run: before.id, acceptChanges: false, yes: true, brakes, canary, concurrency, restate };
  return movedOf(dataset, await resumeRun(resumed, move.tools));
}

function movedOf({ name }: ImportDataset, { summary, stop }: FinishedRun): MovedDataset {
  const { run, folder, counts, plan, exitCode }: Summary = summary;
  return { dataset: name, run, folder, counts, plan, exitCode, stop };
}

function nothing({ name }: ImportDataset, { ids }: Move): MovedDataset {
  ids.set(name, ids.get(name) ?? new Map());
  return { dataset: name, run: undefined, folder: '', counts: NO_ROWS, exitCode: 0 };
}

function requestOf({ name }: ImportDataset, { file, mapping }: MovingFile, { terms, parents }: Move) {
  const { runsDir, onExisting, concurrency, restate } = terms;
  return {
    file,
    mapping,
    dataset: name,
    headerRow: 1,
    runsDir,
    onExisting,
    concurrency,
    restate,
    parents,
    equalRows: 'keep',
    // The source holds them already.
    acceptSuspects: true,
  } as const;
}

/** What the target has of earlier migrations; rows that it does not have any more are new again. */
async function targetRows(dataset: ImportDataset, move: Move, before?: RunRow): Promise<TargetRows> {
  const { name, identity } = dataset;
  const { accounts, tools, ids, lacking, migration } = move;
  const { target } = accounts;
  await rememberParents(dataset, move);
  const known = await carriedRows(name, accounts, tools);
  const noted = (await notedHeldBack(migration.folder, name)) ?? (before && new Map<string, string>());
  const isAsked = (known?.size ?? 0) > 0 || (identity.by === 'key' && noted === undefined);
  const listed = isAsked ? await keyedTarget(dataset, target) : [];
  const carried = known && known.size > 0 ? await stillThere(dataset, target, { known, listed }) : new Map();
  if (known) ids.set(name, merged(ids.get(name), idsOf(carried)));
  const heldBack = noted ?? (await findHeldBack(dataset, move, { listed, carried }));
  move.heldBack.set(name, heldBack);
  return { owner: target.owner, ids, carried, lacking, heldBack };
}

/** The rows that the target could not tell from others. */
async function findHeldBack(
  dataset: ImportDataset,
  { migration: { folder }, ids }: Move,
  { listed, carried }: { readonly listed: readonly KeyedRow[]; readonly carried: ReadonlyMap<string, CarriedRow> },
): Promise<HeldBack> {
  const rows = await keyedSource(dataset, snapshotRows(folder, dataset.name), ids);
  return settleRivals(rows, listed, idsOf(carried)).heldBack;
}

/** The rows that a plan does not send, and of which the target has no copy. */
async function refusedIn(
  { name }: ImportDataset,
  runFolder: string,
  ids: IdMaps,
  heldBack: HeldBack,
): Promise<ReadonlySet<string>> {
  const refused = new Set<string>(heldBack.keys());
  for await (const row of movedRows(runFolder))
    if (!isThere(row) && !isToSend(row) && row.sourceId !== '' && copyOf(row, ids, name) === undefined)
      refused.add(row.sourceId);
  return refused;
}

async function unmapped(
  folder: string,
  dataset: string,
  ids: ReadonlyMap<string, string>,
): Promise<ReadonlySet<string>> {
  const lacking = new Set<string>();
  for await (const { id } of snapshotRows(folder, dataset)) if (id !== '' && !ids.has(id)) lacking.add(id);
  return lacking;
}

/** Parents that do not move now may have been moved before: their ids are known, and those that are not known are lacking. */
async function rememberParents(
  dataset: ImportDataset,
  { accounts, tools, migration, ids, lacking }: Move,
): Promise<void> {
  for (const [field, { dataset: parent }] of Object.entries(references)) {
    if (!(field in dataset.fields) || ids.has(parent) || lacking.has(parent)) continue;
    const carried = await carriedRows(parent, accounts, tools);
    if (carried === undefined || carried.size === 0) {
      const parents = await importDatasetNamed(parent);
      const rows = await keyedSource(parents, sourceRows(parents, accounts.source), ids);
      const { found } = settleRivals(rows, await keyedTarget(parents, accounts.target), new Map());
      ids.set(parent, found);
      lacking.set(parent, new Set(rows.flatMap(({ id }) => (found.has(id) ? [] : [id]))));
      continue;
    }
    const unknown = new Set<string>();
    for await (const { values } of snapshotRows(migration.folder, dataset.name)) {
      const id = values[field];
      if (typeof id === 'string' && !carried.has(idKey(id))) unknown.add(idKey(id));
    }
    ids.set(parent, idsOf(carried));
    lacking.set(parent, unknown);
  }
}

/** What earlier migrations carried over, as far as it is proven; undefined without a ledger. */
export async function carriedRows(
  dataset: string,
  { source, target }: Accounts,
  tools: Tools,
): Promise<ReadonlyMap<string, CarriedRow> | undefined> {
  const { accountKey } = target;
  const known = await inLedger(tools, (ledger) => ledger.carriedOver(source.accountKey, { accountKey, dataset }));
  const rows = known && new Map([...known].map(([id, row]) => [idKey(id), row]));
  return rows && hasRowIds(dataset) ? uncontested(rows) : rows;
}

/** The ids at the target by those at the source. */
export function idsOf(carried: ReadonlyMap<string, CarriedRow>): ReadonlyMap<string, string> {
  return new Map([...carried].map(([id, { remoteId }]) => [id, remoteId]));
}

function merged(
  one: ReadonlyMap<string, string> | undefined,
  other: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  return new Map([...(one ?? []), ...other]);
}

const READ_AT_ONCE = 8;

/** A list may lag: only a read by id proves that a row is gone. Rows without an id are found by what they say. */
async function stillThere(
  dataset: ImportDataset,
  target: Session,
  { known, listed: rows }: { readonly known: ReadonlyMap<string, CarriedRow>; readonly listed: readonly KeyedRow[] },
): Promise<ReadonlyMap<string, CarriedRow>> {
  const { readBack } = (await bindingFor(dataset))(target);
  if (readBack === undefined) return new Map();
  const listed = new Set(rows.map(({ id }) => idKey(id)));
  const limit = pLimit(READ_AT_ONCE);
  const found = await Promise.all(
    [...known].map(([id, row]) =>
      limit(async () =>
        listed.has(idKey(row.remoteId)) || (await readBack(row.remoteId)) !== undefined ? [[id, row] as const] : [],
      ),
    ),
  );
  return new Map(found.flat());
}
