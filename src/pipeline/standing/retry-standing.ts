// `retry --standing`: sends the open rows of all imports into the account again, run by run, the oldest first. What was done, fixed
// or undone since is not sent.

import { existsSync } from 'node:fs';
import type { ProviderName } from '../../datasets/dataset.js';
import type { Ledger } from '../../ledger/ledger.js';
import { interruption, Stop } from '../../problems/stop.js';
import { type ResumeRequest, retryRun } from '../resume.js';
import type { FinishedRun } from '../run/finish-run.js';
import { filesToFix, fixedRows } from '../run/fixed-rows.js';
import { folderOf } from '../run/run-folder.js';
import { booksOfCommand } from '../run/sheets-of-command.js';
import type { Tools } from '../tools.js';
import { requireWritable } from '../writing/require-writable.js';
import { fileToFix, standingTargets } from './standing.js';
import type { StandingRun } from './standing-rows.js';

/** Which imports are taken up, and how their rows are sent. */
export interface RetryStandingRequest extends Omit<ResumeRequest, 'run' | 'acceptChanges' | 'except'> {
  /** @default every dataset */
  readonly dataset?: string | undefined;
  /** The services whose account is written to. */
  readonly providers: readonly ProviderName[];
}

/** What became of the open rows of one run. */
export type StandingEnd =
  /** They were sent again. */
  | { readonly kind: 'retried'; readonly run: string; readonly finished: FinishedRun }
  /** Nothing of it can be sent before somebody fixes rows in `file`. */
  | { readonly kind: 'to-fix'; readonly run: string; readonly rows: number; readonly file: string | null }
  /** The run cannot be taken up. */
  | { readonly kind: 'stopped'; readonly run: string; readonly stop: Stop };

/** Stops after which the rows are read from the result workbook of the run. */
const SOURCE_LOST: ReadonlySet<string> = new Set(['SOURCE_GONE', 'SOURCE_REPLACED']);

/** Stops that are about one run; all others end the command. */
const OF_ONE_RUN: ReadonlySet<string> = new Set([...SOURCE_LOST, 'SOURCE_CHANGED', 'RUN_PRUNED', 'RUN_TOO_OLD']);

/** @throws Stop that is about more than one run, such as of an account that is held. */
export async function* retryStanding(request: RetryStandingRequest, tools: Tools): AsyncGenerator<StandingEnd> {
  requireWritable(tools);
  const { dataset, providers, ...terms } = request;
  const ledger = await tools.openLedger();
  const targets = await standingTargets(ledger, { dataset, providers }, tools).finally(() => ledger.close());
  for (const { rows } of targets) {
    for (const standing of rows.runs) {
      if (tools.signal.aborted) throw interruption(tools.signal);
      const end = await retried(standing, { ...terms, except: standing.except }, tools);
      yield end;
      // What kept a run from its last row keeps the next one from its first.
      if (end.kind === 'retried' && end.finished.stop !== undefined) return;
    }
  }
}

async function retried(
  standing: StandingRun,
  terms: Omit<ResumeRequest, 'run' | 'acceptChanges'>,
  tools: Tools,
): Promise<StandingEnd> {
  const { id } = standing.run;
  const request = { ...terms, run: id, acceptChanges: false };
  try {
    if (!(await canBeSent(standing, tools))) {
      return { kind: 'to-fix', run: id, rows: standing.rows.length, file: await fileToFix(standing.run) };
    }
    return { kind: 'retried', run: id, finished: await retryRun(request, tools) };
  } catch (cause) {
    if (!(cause instanceof Stop) || !OF_ONE_RUN.has(cause.code)) throw cause;
    const { workbook } = await filesToFix(folderOf(standing.run));
    if (!SOURCE_LOST.has(cause.code) || workbook === undefined || !existsSync(workbook))
      return { kind: 'stopped', run: id, stop: cause };
    return { kind: 'retried', run: id, finished: await retryRun({ ...request, from: workbook }, tools) };
  }
}

/** Whether a row may go through: not where all are invalid, and nobody has fixed one yet. */
async function canBeSent({ run, rows, notReached }: StandingRun, tools: Tools): Promise<boolean> {
  if (notReached > 0 || run.finishedAt === undefined || rows.some(({ entry }) => entry.status !== 'invalid'))
    return true;
  const others = await withLedger(tools, (ledger) => booksOfCommand(run, folderOf, ledger));
  return (
    (await fixedRows(
      folderOf(run),
      others.map(({ sha256 }) => sha256),
    )) !== undefined
  );
}

async function withLedger<T>(tools: Tools, work: (ledger: Ledger) => Promise<T>): Promise<T> {
  const ledger = await tools.openLedger();
  try {
    return await work(ledger);
  } finally {
    await ledger.close();
  }
}
