// `undo`: takes back what a run wrote to the service, where it is still as the run wrote it. The rest is listed.

import { basename, join } from 'node:path';
import type { ImportDataset } from '../datasets/dataset.js';
import { importDatasetNamed } from '../datasets/index.js';
import type { Ledger, RowEntry, RunRow } from '../ledger/ledger.js';
import { placeOf } from '../problems/place.js';
import { Stop } from '../problems/stop.js';
import { bindingFor, providerNamed } from '../providers/index.js';
import type { Session } from '../providers/session.js';
import { exitCodeOfStop } from '../report/exit-code.js';
import { makePrivateFolder } from '../write/files/make-folder.js';
import { type NotUndoneFile, openNotUndone } from '../write/results/not-undone.js';
import { requireAccountOf } from './run/account-of-run.js';
import { migrationStop } from './run/migration-stop.js';
import { folderOf } from './run/run-folder.js';
import type { Tools } from './tools.js';
import type { UndoneRow } from './undo/undo-row.js';
import { undoRows } from './undo/undo-rows.js';
import { requireWritable } from './writing/require-writable.js';

/** What to undo, and how. */
export interface UndoRequest {
  /** A run's id, or how it begins. */
  readonly run: string;
  /** Only reports what would happen: reads from the service, writes nothing. */
  readonly dryRun: boolean;
  /** Do not ask first. */
  readonly yes: boolean;
  /** Rows in flight at the most. */
  readonly concurrency: number;
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
    const run = await ledger.run(request.run);
    if (run === undefined) throw noSuchRun(request.run);
    if (run.command === 'migrate') throw migrationStop(run, await ledger.children(run.id));
    return await undoFound(run, request, ledger, tools);
  } finally {
    await ledger.close();
  }
}

/** There is no such run. */
export function noSuchRun(run: string): Stop {
  return new Stop('usage', 'NO_SUCH_RUN', `the ledger has no run "${run}"`, 'carbonsheet runs lists the latest');
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
  if (request.dryRun) return pass(run, request, dataset, { ledger, session, tools }, written);
  if (!request.yes) await consent(run, written, session, tools);
  const startedAt = new Date(tools.clock.now()).toISOString();
  const target = { accountKey: session.accountKey, dataset: dataset.name };
  const hold = await tools.holdAccount(target, { run: run.id, command: 'undo', startedAt });
  try {
    return await pass(run, request, dataset, { ledger, session, tools }, written);
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
  return finished(id, dryRun, { undone: 0, restored: 0, notUndone: 0 }, undefined, undefined);
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
}

async function pass(
  run: RunRow,
  { dryRun, concurrency }: UndoRequest,
  dataset: ImportDataset,
  { ledger, session, tools }: Surroundings,
  { created, updated, deleted }: Written,
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
  const open = await bindingFor(dataset);
  const known = await ledger.closedPeriods.list(session.accountKey);
  const closed = known.filter(({ reopenedAt }) => reopenedAt === undefined);
  const basis = { dataset, binding: open(session), session, ledger, closed, now: tools.clock.now, dryRun };
  const stop = await undoRows({ ...basis, run: run.id, concurrency, signal: tools.signal, onRow });
  for await (const entry of ledger.inDoubt(run.id)) {
    await leave(entry, 'in doubt: nobody knows whether the service has it; resume the run, then undo it again');
  }
  tools.tell({ kind: 'end', step: 'undo' });
  return finished(run.id, dryRun, counts, await left.close(), stop);
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
  run: string,
  dryRun: boolean,
  counts: UndoSummary['counts'],
  file: string | undefined,
  stop: Stop | undefined,
): FinishedUndo {
  const exitCode = stop ? exitCodeOfStop(stop) : counts.notUndone > 0 ? 4 : 0;
  return { summary: { version: 1, command: 'undo', run, dryRun, counts, file: file ?? null, exitCode }, stop };
}
