// `migrate`: moves the rows of one account of a service to another one. Reads the source once, plans every dataset, and after a
// yes imports one after the other, parents first; then it compares both accounts.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ImportDataset } from '../../datasets/dataset.js';
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
import {
  agreementText,
  allRows,
  keepAgreement,
  keptAgreement,
  leftText,
  type Progressed,
  plannedRows,
  rowsBeyond,
} from './agreement.js';
import { inLedger, withLedger } from './in-ledger.js';
import { lostParts, rowsLeft } from './lost-parts.js';
import type { Migrated, MigrateRequest } from './migration-request.js';
import { beginMigration, migrationToGoOn, newMigration, summed } from './migration-run.js';
import { datasetsToMove, type IdMaps } from './movable.js';
import { type Move, type MovedDataset, moveDataset, planDataset } from './move-dataset.js';
import { idPairs } from './moved-rows.js';
import { noteOwnRows } from './own-rows.js';
import { compareAccounts } from './parity.js';
import { hasRows, hasSnapshot, takeSnapshot } from './source-rows.js';
import { noteSalesParents, rowsThatStay, staysRightly, unmovedDatasets } from './unmoved.js';
import { knownRows, verifyLatest } from './verify-migration.js';

/** Stops that every other dataset would meet as well. */
const ENDS_ALL: ReadonlySet<StopKind> = new Set<StopKind>(['interrupted', 'refused', 'unreachable', 'limit', 'usage']);

/**
 * Migrates, plans or verifies. Goes on with a migration of the same datasets that was stopped.
 * @throws Stop where nothing was sent: both are one account, nothing may be written, the answer was no, settings are missing.
 */
export async function migrate(request: MigrateRequest, tools: MigrationTools): Promise<Migrated> {
  const { provider, verify, runsDir } = request;
  const target = tools.target;
  try {
    const accounts = await connectAccounts(provider, tools);
    const names = datasetsToMove(provider, request.datasets);
    if (verify) return await verifyLatest(request, accounts, target);
    const datasets = await Promise.all(names.map(importDatasetNamed));
    const basis = { request, accounts, datasets, tools: target };
    const asked = { datasets: names, onExisting: request.onExisting };
    const migration = (await migrationToGoOn(accounts, asked, target)) ?? (await newMigration(runsDir, target));
    const { id: run, folder } = migration;
    target.tell({ kind: 'began', run, command: 'migrate', folder });
    for (const dataset of datasets)
      if (!hasSnapshot(folder, dataset.name)) await takeSnapshot(dataset, accounts.source, folder, target);
    await noteSalesParents(names, accounts.source, folder, target);
    for (const dataset of datasets) await requireTargetSettings(dataset, accounts, folder);
    const move = { migration, accounts, terms: request, tools: toolsOfParts(target, run) };
    const unagreed = await requireAgreement(basis, move);
    if (unagreed) return unagreed;
    requireWritable(target);
    return await carryOver(basis, { ...move, ...fresh() });
  } catch (cause) {
    throw stopFor(cause, provider);
  }
}

/**
 * What a part tells is of its own run, and what follows its end is of the migration's. Nobody edits the file of a part: of its
 * problems, those that keep rows from moving are told.
 */
function toolsOfParts(tools: Tools, run: string): Tools {
  return {
    ...tools,
    tell: (progress) => {
      if (progress.kind === 'causes') {
        const errors = progress.causes.filter(({ problem }) => problem.severity === 'error');
        const causes = errors.map(({ answer: _, ...cause }) => ({ ...cause, instead: 'correct it at the source' }));
        if (causes.length > 0) tools.tell({ ...progress, causes });
        return;
      }
      tools.tell(progress);
      if (progress.kind === 'finished') tools.tell({ kind: 'within', run });
    },
  };
}

/** Asks, unless that was agreed to before. @returns the end of a migration that sends nothing. */
async function requireAgreement(
  basis: Basis,
  move: Pick<Move, 'migration' | 'accounts' | 'terms' | 'tools'>,
): Promise<Migrated | undefined> {
  const { request, accounts, datasets, tools } = basis;
  const { folder, id, isContinued } = move.migration;
  const { dryRun, yes, onExisting } = request;
  const agreed = isContinued ? await keptAgreement(folder) : undefined;
  const parts = isContinued ? ((await inLedger(tools, (ledger) => ledger.children(id))) ?? []) : [];
  const progressed = (all: readonly Pick<MovedDataset, 'dataset' | 'plan'>[]): readonly Progressed[] =>
    all.map(({ dataset, plan }) => {
      const done = parts.filter((part) => part.dataset === dataset).at(-1)?.counts;
      return { dataset, plan, done: done ?? { created: 0, updated: 0 } };
    });
  const say = (lines: readonly string[]): void => {
    if (isContinued) for (const text of lines) tools.tell({ kind: 'said', text });
  };
  say([`going on with ${id}`, `  ${agreementText(agreed)}`]);
  if (yes && !dryRun) {
    const all = progressed(datasets.map(({ name }) => ({ dataset: name })));
    say(leftText(agreed, all).map((line) => `  ${line}`));
    if (agreed === undefined)
      await keepAgreement(
        folder,
        { by: 'yes', onExisting, datasets: await allRows(datasets, folder, onExisting) },
        tools,
      );
    return undefined;
  }
  const planning = { ...move, ...fresh() };
  const planned = await planAll(datasets, planning);
  const all = progressed(planned);
  say(leftText(agreed, all).map((line) => `  ${line}`));
  const isStopped = planned.some(({ stop }) => stop && endsAll(stop));
  const beyond = rowsBeyond(agreed, all);
  if (!dryRun && !isStopped && agreed !== undefined && beyond === 0) return undefined;
  const answer = dryRun || isStopped ? undefined : await confirm(planned, { isContinued, beyond }, accounts, tools);
  if (answer !== true) return finish(basis, planning, planned, { isUnconfirmed: !dryRun && rowsToSend(planned) > 0 });
  await keepAgreement(folder, { by: 'answer', onExisting, datasets: plannedRows(all) }, tools);
  return undefined;
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
function fresh(): Pick<Move, 'parents' | 'ids' | 'lacking' | 'heldBack'> {
  return { parents: new ParentRows(), ids: new Map(), lacking: new Map(), heldBack: new Map() };
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
  { isContinued, beyond }: { readonly isContinued: boolean; readonly beyond: number },
  { source, target }: Accounts,
  tools: Tools,
): Promise<boolean | undefined> {
  const rows = rowsToSend(planned);
  if (rows === 0) return true;
  const to = `${providerNamed(target.provider).title}, ${target.shownAs}`;
  const more = isContinued ? ` Nobody has agreed to ${beyond} of them.` : '';
  const answer = await tools.ask(
    `Migrate ${rows} ${rows === 1 ? 'row' : 'rows'} from ${source.shownAs} to ${to}?${more}`,
  );
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
  const known = knownRows([migration.folder], move.ids, accounts, tools);
  const parity = await compareAccounts(datasets, accounts, known, tools).catch((cause: unknown) =>
    stopFor(cause, basis.request.provider),
  );
  return finish(basis, move, moved, { isSent: true, ...(parity instanceof Stop ? { stop: parity } : { parity }) });
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
  { migration, ids, ...stay }: Pick<Move, 'migration' | 'ids' | 'lacking' | 'heldBack'>,
  moved: readonly MovedDataset[],
  { isSent, isUnconfirmed = false, parity, stop: late }: Ending,
): Promise<Migrated> {
  const { id, folder, startedAt } = migration;
  const names = datasets.map(({ name }) => name);
  const lost: LostPart[] = [];
  const left: RowLeft[] = [...(await rowsThatStay(datasets, folder, stay))];
  for (const dataset of datasets) lost.push(...(await lostParts(dataset, folder)));
  for (const one of moved)
    if (one.run !== undefined && existsSync(join(one.folder, 'results.csv')))
      left.push(...(await rowsLeft(one.dataset, one.folder, { ids, isPlan: !isSent })));
  const stop = moved.find((one) => one.stop && endsAll(one.stop))?.stop ?? late;
  const codes = moved.map(({ exitCode }) => (exitCode === 3 ? 4 : exitCode));
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
      ...((parity && parity.differences.length > 0) || !left.every(staysRightly) ? [4] : []),
      ...(isUnconfirmed ? [2] : []),
    ]),
    folder,
  };
  const files = await writeReport(summary, moved, ids);
  if (isSent) {
    const { finishedAt, exitCode } = summary;
    await withLedger(tools, (ledger) => ledger.finishRun(id, { finishedAt, exitCode, counts }));
  }
  tools.tell({ kind: 'finished', run: id, exitCode: summary.exitCode, counts });
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
