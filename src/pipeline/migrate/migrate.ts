// `migrate`: moves the rows of one account of a service to another one. Reads the source once, plans every dataset, and after a
// yes imports one after the other, parents first; then it compares both accounts.

import { join } from 'node:path';
import type { ImportDataset, ProviderName } from '../../datasets/dataset.js';
import { importDatasetNamed } from '../../datasets/index.js';
import { interruption, Stop, type StopKind } from '../../problems/stop.js';
import { bindingFor, providerNamed } from '../../providers/index.js';
import { stopFor } from '../../providers/stop-for.js';
import { exitCodeOfStop, gravest } from '../../report/exit-code.js';
import type { LostPart, MigrationSummary, Parity, RowLeft } from '../../report/migration.js';
import { migrationTables } from '../../report/migration-tables.js';
import { writeTablesBook } from '../../write/delta/tables-book.js';
import { writeIdMap } from '../../write/migration/id-map.js';
import { ParentRows } from '../rows/parent-rows.js';
import { writeJson } from '../run/write-summary.js';
import type { Tools } from '../tools.js';
import { requireWritable } from '../writing/require-writable.js';
import { type Accounts, connectAccounts, type MigrationTools } from './accounts.js';
import { lostParts, rowsLeft } from './lost-parts.js';
import { beginMigration, knownMigrations, newMigration, summed, unfinishedMigration } from './migration-run.js';
import { datasetsToMove, type IdMaps } from './movable.js';
import {
  carriedRows,
  idsOf,
  inLedger,
  type Move,
  type MovedDataset,
  type MoveTerms,
  moveDataset,
  planDataset,
  withLedger,
} from './move-dataset.js';
import { idPairs } from './moved-rows.js';
import { noteOwnRows, ownRows } from './own-rows.js';
import { compareAccounts, type KnownRows } from './parity.js';
import { hasRows, hasSnapshot, takeSnapshot } from './source-rows.js';
import { noteSalesParents, rowsThatStay, unmovedDatasets } from './unmoved.js';

/** What to migrate, and how. */
export interface MigrateRequest extends MoveTerms {
  readonly provider: ProviderName;
  /** The datasets. @default all that the service has, but invites */
  readonly datasets: readonly string[];
  /** Only plans: sends nothing, and asks nothing. */
  readonly dryRun: boolean;
  /** Compares both accounts again: sends nothing. */
  readonly verify: boolean;
  /** Do not ask first. */
  readonly yes: boolean;
}

/** A migration that ended. */
export interface Migrated {
  readonly summary: MigrationSummary;
  /** Why it ended before the last row, if it did. */
  readonly stop: Stop | undefined;
  /** Why rows of a dataset were not sent, though those of others were. */
  readonly stops: readonly (Pick<MovedDataset, 'dataset'> & { readonly stop: Stop })[];
  /** Rows were to be sent, and nobody has agreed. */
  readonly isUnconfirmed: boolean;
  /** Paths of the files written. */
  readonly files: readonly string[];
}

/** Stops that every other dataset would meet as well. */
const ENDS_ALL: ReadonlySet<StopKind> = new Set<StopKind>(['interrupted', 'refused', 'unreachable', 'limit', 'usage']);

/**
 * Migrates, plans or verifies. Goes on with a migration of the same datasets that was stopped.
 * @throws Stop where nothing was sent: both are one account, nothing may be written, the answer was no, settings are missing.
 */
export async function migrate(request: MigrateRequest, tools: MigrationTools): Promise<Migrated> {
  const { provider, dryRun, verify, yes, runsDir } = request;
  const target = tools.target;
  try {
    const accounts = await connectAccounts(provider, tools);
    const names = datasetsToMove(provider, request.datasets);
    if (verify) return await verifyLatest({ request, accounts, tools: target });
    const datasets = await Promise.all(names.map(importDatasetNamed));
    const basis = { request, accounts, datasets, tools: target };
    const unfinished = await inLedger(target, (ledger) => unfinishedMigration(ledger, accounts, names));
    const migration = unfinished ?? (await newMigration(runsDir, target));
    for (const dataset of datasets)
      if (!hasSnapshot(migration.folder, dataset.name))
        await takeSnapshot(dataset, accounts.source, migration.folder, target);
    await noteSalesParents(names, accounts.source, migration.folder, target);
    for (const dataset of datasets) await requireTargetSettings(dataset, accounts, migration.folder);
    const move = { migration, accounts, terms: request, tools: target };
    if (migration.isContinued && !dryRun) target.tell({ kind: 'said', text: `going on with ${migration.id}` });
    else if (dryRun || !yes) {
      const planning = { ...move, ...fresh() };
      const planned = await planAll(datasets, planning);
      const answer =
        dryRun || planned.some(({ stop }) => stop && endsAll(stop))
          ? undefined
          : await confirm(planned, accounts, target);
      if (answer !== true)
        return await finish(basis, planning, planned, { isUnconfirmed: !dryRun && rowsToSend(planned) > 0 });
    }
    requireWritable(target);
    return await carryOver(basis, { ...move, ...fresh() });
  } catch (cause) {
    throw stopFor(cause, provider);
  }
}

/** Settings that only one dataset needs are asked for before the first row of any is sent. */
async function requireTargetSettings(dataset: ImportDataset, { target }: Accounts, folder: string): Promise<void> {
  const { writer } = (await bindingFor(dataset))(target);
  if (writer.by !== 'batch' || !(await hasRows(folder, dataset.name))) return;
  try {
    writer.requireSettings?.();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    const hint = `set it in the profile of --to, or name the datasets to migrate without ${dataset.name}`;
    throw new Stop(error.kind, error.code, error.message, hint);
  }
}

/** What is learned on the way: a plan knows other things than the move does. */
function fresh(): Pick<Move, 'parents' | 'ids' | 'lacking'> {
  return { parents: new ParentRows(), ids: new Map(), lacking: new Map() };
}

interface Basis {
  readonly request: MigrateRequest;
  readonly accounts: Accounts;
  readonly datasets: readonly ImportDataset[];
  readonly tools: Tools;
}

async function planAll(datasets: readonly ImportDataset[], move: Move): Promise<readonly MovedDataset[]> {
  const planned: MovedDataset[] = [];
  for (const dataset of datasets) {
    if (move.tools.signal.aborted) throw interruption(move.tools.signal);
    const one = await planDataset(dataset, move);
    planned.push(one);
    if (one.stop && endsAll(one.stop)) break;
  }
  return planned;
}

function endsAll({ kind }: Stop): boolean {
  return ENDS_ALL.has(kind);
}

function rowsToSend(planned: readonly MovedDataset[]): number {
  return planned.reduce((sum, { plan }) => sum + (plan?.create ?? 0) + (plan?.update ?? 0), 0);
}

/** Asks before the first row is sent. @returns undefined where there is nobody to ask, or nothing to send. */
async function confirm(
  planned: readonly MovedDataset[],
  { source, target }: Accounts,
  tools: Tools,
): Promise<boolean | undefined> {
  const rows = rowsToSend(planned);
  if (rows === 0) return true;
  const to = `${providerNamed(target.provider).title}, ${target.shownAs}`;
  const answer = await tools.ask(`Migrate ${rows} rows from ${source.shownAs} to ${to}?`);
  if (answer !== false) return answer;
  throw new Stop('usage', 'DECLINED', `nothing was written to ${to}: the answer was no`);
}

/** Imports one dataset after the other; what is known of the others stays in the ledger. */
async function carryOver(basis: Basis, move: Move): Promise<Migrated> {
  const { accounts, datasets, tools } = basis;
  const { migration } = move;
  if (!migration.isContinued)
    for (const dataset of datasets) if (dataset.exported) await noteOwnRows(dataset, accounts.target, migration.folder);
  const parts = await withLedger(tools, async (ledger) => {
    if (migration.isContinued) return ledger.children(migration.id);
    await beginMigration(
      ledger,
      migration,
      accounts,
      datasets.map(({ name }) => name),
    );
    return [];
  });
  const moved: MovedDataset[] = [];
  for (const dataset of datasets) {
    const before = parts.filter((part) => part.dataset === dataset.name).at(-1);
    const one = await moveDataset(dataset, move, before);
    moved.push(one);
    if (one.stop && endsAll(one.stop)) return finish(basis, move, moved, { isSent: true });
  }
  const known = knownRows([migration.folder], move.ids, basis);
  const parity = await compareAccounts(datasets, accounts, known, tools).catch((cause: unknown) =>
    stopFor(cause, basis.request.provider),
  );
  return finish(basis, move, moved, { isSent: true, ...(parity instanceof Stop ? { stop: parity } : { parity }) });
}

/** @param folders those of the migrations between both accounts, the latest first. */
function knownRows(
  folders: readonly string[],
  ids: IdMaps,
  { accounts, tools }: Pick<Basis, 'accounts' | 'tools'>,
): KnownRows {
  const { accountKey } = accounts.target;
  return {
    ids,
    ownIds: (dataset) => inLedger(tools, (ledger) => ownRows(dataset, folders, { ledger, accountKey })),
  };
}

interface Ending {
  readonly isSent?: true;
  readonly isUnconfirmed?: boolean;
  readonly parity?: Parity;
  readonly stop?: Stop;
}

/** Writes the report, and the end into the ledger where rows were sent. */
async function finish(
  { accounts, datasets, request, tools }: Basis,
  { migration, ids, lacking }: Pick<Move, 'migration' | 'ids' | 'lacking'>,
  moved: readonly MovedDataset[],
  { isSent, isUnconfirmed = false, parity, stop: late }: Ending,
): Promise<Migrated> {
  const { id, folder, startedAt } = migration;
  const names = datasets.map(({ name }) => name);
  const lost: LostPart[] = [];
  const left: RowLeft[] = [...(await rowsThatStay(datasets, folder, lacking))];
  for (const dataset of datasets) lost.push(...(await lostParts(dataset, folder)));
  if (isSent)
    for (const one of moved) if (one.run !== undefined) left.push(...(await rowsLeft(one.dataset, one.folder, ids)));
  const stop = moved.find((one) => one.stop && endsAll(one.stop))?.stop ?? late;
  const codes = moved.map(({ exitCode }) => (isSent && exitCode === 3 ? 4 : exitCode));
  const counts = summed(moved.map((one) => one.counts));
  const summary: MigrationSummary = {
    version: 1,
    run: id,
    command: 'migrate',
    provider: request.provider,
    from: accounts.source.owner,
    to: accounts.target.owner,
    startedAt,
    finishedAt: new Date(tools.clock.now()).toISOString(),
    dryRun: !isSent,
    datasets: moved.map(({ stop: _, plan, run = null, ...one }) => ({ ...one, run, ...(plan && { plan }) })),
    counts,
    lost,
    unmoved: unmovedDatasets(request.provider, names),
    left,
    ...(parity && { parity }),
    exitCode: gravest([
      ...codes,
      ...(late ? [exitCodeOfStop(late)] : []),
      ...(parity && parity.differences.length > 0 ? [4] : []),
      ...(isUnconfirmed ? [2] : []),
    ]),
    folder,
  };
  const files = await writeReport(summary, moved, ids);
  if (isSent) {
    const { finishedAt, exitCode } = summary;
    await withLedger(tools, (ledger) => ledger.finishRun(id, { finishedAt, exitCode, counts }));
  }
  const stops = moved.flatMap(({ dataset, stop: own }) => (own && !endsAll(own) ? [{ dataset, stop: own }] : []));
  return { summary, stop, stops, isUnconfirmed, files };
}

async function writeReport(
  summary: MigrationSummary,
  moved: readonly MovedDataset[],
  ids: IdMaps,
): Promise<readonly string[]> {
  const { folder } = summary;
  const book = join(folder, 'migration.xlsx');
  const json = join(folder, 'migration.json');
  const idMap = join(folder, 'idmap.csv');
  if (!summary.dryRun) await writeIdMap(idMap, idPairs(moved, ids));
  await writeTablesBook(book, new Date(summary.finishedAt), migrationTables(summary));
  await writeJson(json, summary);
  const own = join(folder, 'summary.json');
  await writeJson(own, summary);
  return [...(summary.dryRun ? [] : [idMap]), book, json, own];
}

/** Compares both accounts by what the ledger knows of all migrations between them. Sends nothing. */
async function verifyLatest(basis: Omit<Basis, 'datasets'>): Promise<Migrated> {
  const { accounts, request, tools } = basis;
  const { source, target } = accounts;
  const migrations = (await inLedger(tools, (ledger) => knownMigrations(ledger, accounts))) ?? [];
  const [latest] = migrations;
  if (latest === undefined) throw noMigration(accounts);
  const moved = new Set(migrations.flatMap(({ datasets }) => datasets));
  const named = request.datasets.length > 0 ? request.datasets : [...moved];
  const datasets = await Promise.all(datasetsToMove(request.provider, named).map(importDatasetNamed));
  const ids = new Map<string, ReadonlyMap<string, string>>();
  for (const { name } of datasets) {
    const carried = await carriedRows(name, accounts, tools);
    if (carried) ids.set(name, idsOf(carried));
  }
  const startedAt = new Date(tools.startedAt ?? tools.clock.now()).toISOString();
  const folders = migrations.map(({ run }) => run.folder);
  const parity = await compareAccounts(datasets, accounts, knownRows(folders, ids, basis), tools);
  const { id, folder } = latest.run;
  const summary: MigrationSummary = {
    version: 1,
    run: id,
    command: 'migrate',
    provider: request.provider,
    from: source.owner,
    to: target.owner,
    startedAt,
    finishedAt: new Date(tools.clock.now()).toISOString(),
    dryRun: true,
    datasets: [],
    counts: summed([]),
    lost: [],
    unmoved: [],
    left: [],
    parity,
    exitCode: parity.isEqual ? 0 : 4,
    folder,
  };
  const book = join(folder, 'parity.xlsx');
  const json = join(folder, 'parity.json');
  await writeTablesBook(book, new Date(summary.finishedAt), migrationTables(summary));
  await writeJson(json, summary);
  return { summary, stop: undefined, stops: [], isUnconfirmed: false, files: [book, json] };
}

function noMigration({ source, target }: Accounts): Stop {
  const message = `the ledger knows no migration from ${source.owner} to ${target.owner}`;
  return new Stop('usage', 'NO_SUCH_RUN', message, 'migrate first, or name the ledger of the migration with --ledger');
}
