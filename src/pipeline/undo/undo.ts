// `undo`: takes back what a run wrote to the service, where it is still as the run wrote it. The rest is listed.

import { basename, join } from 'node:path';
import type { ImportDataset } from '../../datasets/dataset.js';
import { importDatasetNamed } from '../../datasets/index.js';
import { findRun } from '../../ledger/find-run.js';
import type { Ledger, RowEntry, RunRow } from '../../ledger/ledger.js';
import { placeOf } from '../../problems/place.js';
import { Stop } from '../../problems/stop.js';
import type { Binding } from '../../providers/binding.js';
import { bindingFor, providerNamed } from '../../providers/index.js';
import type { Session } from '../../providers/session.js';
import { exitCodeOfStop } from '../../report/exit-code.js';
import type { Restated } from '../../report/summary.js';
import { grouped } from '../../values/numbers/grouped.js';
import { makePrivateFolder } from '../../write/files/make-folder.js';
import { type NotUndoneFile, openNotUndone } from '../../write/results/not-undone.js';
import { isAboutDays } from '../planning/days-changed.js';
import { requireAccountOf } from '../run/account-of-run.js';
import { migrationStop } from '../run/migration-stop.js';
import { folderOf } from '../run/run-folder.js';
import type { Tools } from '../tools.js';
import { requireWritable } from '../writing/require-writable.js';
import type { UndoneRow } from './undo-row.js';
import { undoRows } from './undo-rows.js';

/** What to undo, and how. */
export interface UndoRequest {
  /** A run's id, how it begins, or `last`. */
  readonly run: string;
  /** Only reports what would happen: reads from the service, writes nothing. */
  readonly dryRun: boolean;
  /** Do not ask first. */
  readonly yes: boolean;
  /** Rows in flight at the most. */
  readonly concurrency: number;
  /** Why rows of closed periods are undone all the same. @default they stop the undo before anything is undone */
  readonly restate?: string | undefined;
}

/** What an undo did; in a dry run, what it would do. */
export interface UndoSummary {
  readonly version: 1;
  readonly command: 'undo';
  readonly run: string;
  readonly dryRun: boolean;
  /** Rows deleted, rows given back their values, rows left as they are. */
  readonly counts: { readonly undone: number; readonly restored: number; readonly notUndone: number };
  /** Where the rows that were left are listed; null when there are none, and in a dry run. */
  readonly file: string | null;
  /** Rows of closed periods that were let pass, and why; absent where there are none. */
  readonly restated?: Restated;
  readonly exitCode: number;
}

/** A finished undo. */
export interface FinishedUndo {
  readonly summary: UndoSummary;
  /** Why it ended before the last row, if it did. */
  readonly stop: Stop | undefined;
}

/**
 * Undoes a run. Skips rows that are undone already, so that a stopped undo can go on.
 * @throws Stop where nothing was undone: an unknown run or one that wrote nothing, another account, no consent, nothing may be written.
 */
export async function undoRun(request: UndoRequest, tools: Tools): Promise<FinishedUndo> {
  if (!request.dryRun) requireWritable(tools);
  const ledger = await tools.openLedger();
  try {
    const run = await findRun(ledger, request.run);
    if (run.command === 'migrate') {
      throw migrationStop(run, { command: 'undo', parts: await ledger.children(run.id) });
    }
    return await undoFound(run, request, ledger, tools);
  } finally {
    await ledger.close();
  }
}

interface Written {
  readonly created: number;
  readonly updated: number;
  /** These stay as they are: gone. */
  readonly deleted: number;
}

async function undoFound(run: RunRow, request: UndoRequest, ledger: Ledger, tools: Tools): Promise<FinishedUndo> {
  tools.tell({ kind: 'began', run: run.id, command: 'undo', folder: folderOf(run) });
  const written = await countWritten(ledger, run.id);
  const doubtful = await ledger.inDoubt(run.id)[Symbol.asyncIterator]().next();
  if (written.created + written.updated + written.deleted === 0 && doubtful.done)
    return nothingLeft(run, request, tools);
  const dataset = await importDatasetNamed(run.dataset);
  const { session } = await tools.connect(dataset.provider);
  requireAccountOf(run, session);
  const open = await bindingFor(dataset);
  const around = { ledger, session, tools, dataset, binding: open(session) };
  const restated = await settleClosed(run, request, around);
  if (request.dryRun) return pass(run, request, around, { written, restated });
  if (!request.yes) await consent(run, written, session, tools);
  const startedAt = new Date(tools.clock.now()).toISOString();
  const target = { accountKey: session.accountKey, dataset: dataset.name };
  const hold = await tools.holdAccount(target, { run: run.id, command: 'undo', startedAt });
  try {
    if (restated) await ledger.noteUndoRestated(run.id, restated.reason);
    return await pass(run, request, around, { written, restated });
  } finally {
    hold.release();
  }
}

async function countWritten(ledger: Ledger, run: string): Promise<Written> {
  const counts = { created: 0, updated: 0, deleted: 0 };
  for await (const { status } of ledger.written(run)) {
    if (status === 'created' || status === 'deleted') counts[status] += 1;
    else counts.updated += 1;
  }
  return counts;
}

/** A run that wrote something is undone already; another one has nothing to undo. */
function nothingLeft({ id, counts }: RunRow, { dryRun }: UndoRequest, tools: Tools): FinishedUndo {
  if (counts.created + counts.updated === 0) {
    throw new Stop('usage', 'NOTHING_WRITTEN', `run ${id} wrote nothing, so there is nothing to undo`);
  }
  tools.tell({ kind: 'said', text: `All that run ${id} wrote is undone already.` });
  return finished({ run: id, dryRun, counts: { undone: 0, restored: 0, notUndone: 0 } }, undefined, undefined);
}

async function consent(
  { id, file }: RunRow,
  { created, updated, deleted }: Written,
  { provider, shownAs }: Session,
  tools: Tools,
): Promise<void> {
  const what = [created > 0 && `delete ${created}`, updated > 0 && `restore ${updated}`].filter(Boolean).join(' and ');
  const where = `${providerNamed(provider).title}, ${shownAs}`;
  const none = deleted > 0 ? 'none: deletions cannot be undone' : 'none but those in doubt';
  const question = `Undo run ${id} of ${basename(file)} at ${where}? Rows: ${what || none}.`;
  const answer = await tools.ask(question);
  if (answer === true) return;
  throw answer === false
    ? new Stop('usage', 'DECLINED', 'nothing was undone: the answer was no')
    : new Stop('usage', 'NOT_CONFIRMED', `nobody can answer: ${question}`);
}

interface Surroundings {
  readonly ledger: Ledger;
  readonly session: Session;
  readonly tools: Tools;
  readonly dataset: ImportDataset;
  readonly binding: Binding;
}

const MOST_NAMED = 5;

/**
 * What a reason lets pass; undefined where no row is in a closed period.
 * @throws Stop `PERIOD_CLOSED` where a row is in one and no reason is given.
 */
async function settleClosed(
  { id, file }: RunRow,
  { concurrency, restate }: UndoRequest,
  { ledger, session, tools, dataset, binding }: Surroundings,
): Promise<Restated | undefined> {
  if (!isAboutDays(dataset)) return undefined;
  const known = await ledger.closedPeriods.list(session.accountKey);
  const closed = known.filter(({ reopenedAt }) => reopenedAt === undefined);
  if (closed.length === 0) return undefined;
  const periods = new Set<string>();
  const places: string[] = [];
  const onRow = async ({ sheet, row }: RowEntry, { period }: UndoneRow): Promise<void> => {
    if (period === undefined) return;
    periods.add(period);
    places.push(placeOf(basename(file), { sheet, row, column: '' }));
  };
  const basis = { dataset, binding, session, ledger, closed, now: tools.clock.now, dryRun: true };
  const stop = await undoRows({ ...basis, run: id, concurrency, signal: tools.signal, onRow });
  if (stop) throw stop;
  if (places.length === 0) return undefined;
  const named = [...periods].sort();
  if (restate !== undefined) return { reason: restate, rows: places.length, periods: named };
  const more = places.length > MOST_NAMED ? ` and ${grouped(places.length - MOST_NAMED)} more` : '';
  throw new Stop(
    'mapping',
    'PERIOD_CLOSED',
    `${places.length === 1 ? '1 row is' : `${grouped(places.length)} rows are`} in a closed period (${named.join(', ')}), and nothing was undone: ${places.slice(0, MOST_NAMED).join('; ')}${more}`,
    `undo them with --restate REASON, or open the period again: carbonsheet close ${named[0]} ${dataset.provider} --reopen REASON`,
  );
}

interface ToUndo {
  readonly written: Written;
  readonly restated: Restated | undefined;
}

async function pass(
  run: RunRow,
  { dryRun, concurrency }: UndoRequest,
  { ledger, session, tools, dataset, binding }: Surroundings,
  { written: { created, updated, deleted }, restated }: ToUndo,
): Promise<FinishedUndo> {
  const counts = { undone: 0, restored: 0, notUndone: 0 };
  const left = await openLeft(run, dryRun, tools);
  const leave = async (entry: Omit<RowEntry, 'run'>, reason: string): Promise<void> => {
    counts.notUndone += 1;
    const { sheet, row, remoteId } = entry;
    await left.add({ sheet, row, remoteId, reason, address: placeOf(basename(run.file), { sheet, row, column: '' }) });
  };
  let done = 0;
  const onRow = async (entry: RowEntry, undone: UndoneRow): Promise<void> => {
    if (undone.kind === 'kept') await leave(entry, undone.reason);
    else counts[undone.kind === 'deleted' ? 'undone' : 'restored'] += 1;
    done += 1;
    tools.tell({ kind: 'step', step: 'undo', done, total: created + updated + deleted });
  };
  const basis = { dataset, binding, session, ledger, closed: [], now: tools.clock.now, dryRun };
  const stop = await undoRows({ ...basis, run: run.id, concurrency, signal: tools.signal, onRow });
  for await (const entry of ledger.inDoubt(run.id)) {
    await leave(entry, 'in doubt: nobody knows whether the service has it; resume the run, then undo it again');
  }
  tools.tell({ kind: 'end', step: 'undo' });
  return finished({ run: run.id, dryRun, counts, ...(restated && { restated }) }, await left.close(), stop);
}

const MOST_SHOWN = 20;

/** A dry run writes no file: it reports the first reasons. */
async function openLeft(run: RunRow, dryRun: boolean, tools: Tools): Promise<NotUndoneFile> {
  if (!dryRun) {
    const folder = folderOf(run);
    await makePrivateFolder(folder);
    return openNotUndone(join(folder, 'not-undone.csv'));
  }
  let rows = 0;
  return {
    add({ address, reason }) {
      rows += 1;
      if (rows <= MOST_SHOWN) tools.tell({ kind: 'said', text: `${address}: would be left: ${reason}` });
    },
    close: async () => undefined,
  };
}

function finished(
  about: Pick<UndoSummary, 'run' | 'dryRun' | 'counts' | 'restated'>,
  file: string | undefined,
  stop: Stop | undefined,
): FinishedUndo {
  const exitCode = stop ? exitCodeOfStop(stop) : about.counts.notUndone > 0 ? 4 : 0;
  return { summary: { version: 1, command: 'undo', ...about, file: file ?? null, exitCode }, stop };
}
