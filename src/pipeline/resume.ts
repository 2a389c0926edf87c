// `resume` and `retry`: send the open rows of an earlier run. Rows with a final result keep it.

import { existsSync } from 'node:fs';
import { findRun } from '../ledger/find-run.js';
import type { Ledger, RunRow } from '../ledger/ledger.js';
import type { Excepted } from '../plan/excepted.js';
import type { Status } from '../plan/result.js';
import { Stop } from '../problems/stop.js';
import { importFile } from './import.js';
import { planOfRun } from './plans/load-plan.js';
import type { ImportRequest, WritingTerms } from './requests.js';
import { checkRows } from './run/check-rows.js';
import type { FinishedRun } from './run/finish-run.js';
import { clearFixedFiles, editedFiles } from './run/fixed-rows.js';
import { migrationStop } from './run/migration-stop.js';
import { type Run, withRun } from './run/open-run.js';
import { recordedRows } from './run/recorded-rows.js';
import { reportStop } from './run/report-stop.js';
import { requireWhole } from './run/require-whole.js';
import { folderOf } from './run/run-folder.js';
import { booksOfCommand, withBooksOfCommand } from './run/sheets-of-command.js';
import { importRequestOf, storedPlanOf } from './run/stored-request.js';
import type { Tools } from './tools.js';
import { requireWritable } from './writing/require-writable.js';
import { type ResumedRun, sendChecked } from './writing/send-checked.js';

/** Which run to resume, and how. */
export interface ResumeRequest extends WritingTerms {
  /** Its id, how it begins, or `last`. */
  readonly run: string;
  /** Import the changed source file as a new run. */
  readonly acceptChanges: boolean;
  /** Send the rows that were held back as unusual. @default as the run was asked to */
  readonly acceptSuspects?: boolean | undefined;
  /** Why rows of closed periods are sent all the same. @default as the run was asked to, for periods that were closed by then */
  readonly restate?: string | undefined;
  /** Rows in flight at the most; undefined: as before. */
  readonly concurrency?: number | undefined;
  /** See RunRequest. */
  readonly except?: Excepted | undefined;
}

/** Which run's failed rows to send again, and from which file. */
export interface RetryRequest extends ResumeRequest {
  /** A failed file with fixed rows. @default the one in the run's folder where it was edited, else the source file */
  readonly from?: string | undefined;
}

/** Statuses that leave a row open: an invalid one may be valid now. Rows in doubt are looked up first. */
const OPEN: ReadonlySet<Status> = new Set(['unsent', 'invalid']);
const OPEN_OR_FAILED: ReadonlySet<Status> = new Set(['unsent', 'invalid', 'failed']);

/**
 * Finishes the rows of a run that have no final result.
 * @throws Stop `NO_SUCH_RUN`, `RUN_PRUNED`, `SOURCE_CHANGED`, `SOURCE_REPLACED`, `SOURCE_GONE`, `OTHER_ACCOUNT`, `READ_ONLY`; those of an import where no row was taken up.
 */
export async function resumeRun(request: ResumeRequest, tools: Tools): Promise<FinishedRun> {
  requireWritable(tools);
  return withLedger(tools, async (ledger) =>
    sendOpenRows('resume', await runOf(ledger, request.run), OPEN, ledger, request, tools),
  );
}

/** Sends the failed and open rows of a run again, or imports a failed file with fixed rows. */
export async function retryRun(request: RetryRequest, tools: Tools): Promise<FinishedRun> {
  requireWritable(tools);
  return withLedger(tools, async (ledger) => {
    const before = await runOf(ledger, request.run);
    const written = await booksOfCommand(before, folderOf, ledger);
    const digests = written.map(({ sha256 }) => sha256);
    const edited = await editedFiles(folderOf(before), digests);
    const from = request.from ?? edited[0];
    if (from === undefined) return sendOpenRows('retry', before, OPEN_OR_FAILED, ledger, request, tools);
    await ledger.close();
    tools.tell({ kind: 'said', text: `reading the fixed rows in ${from}` });
    for (const other of edited.filter((path) => path !== from))
      tools.tell({ kind: 'warned', text: `${other} was edited, too, and is not read: give it back with --from` });
    // What was agreed to was the plan.
    const agreed = storedPlanOf(before.request) && { yes: request.yes };
    const fixed = {
      ...requestOf(before, request, tools.clock.now()),
      ...agreed,
      file: from,
      shownAs: undefined,
      result: undefined,
      parent: before.id,
    };
    return importFile(fixed, tools, 'retry');
  });
}

async function withLedger<T>(tools: Tools, work: (ledger: Ledger) => Promise<T>): Promise<T> {
  const ledger = await tools.openLedger();
  try {
    return await work(ledger);
  } finally {
    await ledger.close();
  }
}

async function runOf(ledger: Ledger, named: string): Promise<RunRow> {
  const run = await findRun(ledger, named);
  if (run.command === 'export')
    throw new Stop(
      'usage',
      'USAGE',
      `run ${run.id} is an export: no row of it was sent`,
      `carbonsheet resume ${run.id} exports again`,
    );
  if (run.command === 'report') throw reportStop(run);
  if (run.command === 'migrate') throw migrationStop(run);
  return run;
}

function requestOf(
  before: RunRow,
  { concurrency, yes, deletes, brakes, canary, acceptSuspects, restate, except }: ResumeRequest,
  now: number,
): ImportRequest {
  const request = importRequestOf(before.id, before.request);
  const restated = restate
    ? { restate, restatedAt: new Date(now).toISOString() }
    : { restatedAt: request.restatedAt ?? before.startedAt };
  return {
    ...request,
    dataset: before.dataset,
    concurrency: concurrency ?? request.concurrency,
    acceptSuspects: acceptSuspects || request.acceptSuspects,
    // A yes to a run holds for the rest of it.
    yes: yes || request.yes,
    deletes,
    brakes,
    canary,
    except,
    ...restated,
  };
}

async function sendOpenRows(
  command: 'resume' | 'retry',
  before: RunRow,
  open: ReadonlySet<Status>,
  ledger: Ledger,
  asked: ResumeRequest,
  tools: Tools,
): Promise<FinishedRun> {
  requireWhole(before, command === 'resume' ? 'resumed' : 'retried');
  const kept = storedPlanOf(before.request);
  const plan = kept && (await planOfRun(folderOf(before), kept));
  const request = { ...requestOf(before, asked, tools.clock.now()), plan };
  requireSource(before, request);
  const resumed: ResumedRun = { ledger, before, isOpen: ({ status }) => open.has(status) };
  const same = { id: before.id, folder: folderOf(before), startedAt: before.startedAt };
  const written = await booksOfCommand(before, folderOf, ledger);
  return withBooksOfCommand(before, written, async (books) => {
    const work = async (run: Run): Promise<FinishedRun | undefined> => {
      const changes = await changesSince(run, resumed);
      if (changes !== undefined && asked.acceptChanges && plan === undefined) return undefined;
      if (changes !== undefined) throw sourceChanged(run, before, changes);
      await checkRows(run);
      const fixed = await clearFixedFiles(
        run.folder,
        written.map(({ sha256 }) => sha256),
      );
      if (fixed !== undefined) tools.tell({ kind: 'said', text: `the file with your changes is now ${fixed}` });
      return sendChecked(run, request, resumed);
    };
    const finished = await withRun(command, { ...request, shownAs: before.file, books }, tools, work, same);
    if (finished !== undefined) return finished;
    await ledger.close();
    return importFile({ ...request, result: undefined, parent: before.id }, tools, command);
  });
}

function requireSource(before: RunRow, { file, shownAs }: ImportRequest): void {
  if (shownAs === undefined && existsSync(file)) return;
  const hint = 'import the same rows again: rows that the service has are skipped';
  const message =
    shownAs === undefined
      ? `the file of run ${before.id} is gone: ${file}`
      : `run ${before.id} read ${shownAs}, which cannot be read again`;
  throw new Stop('usage', 'SOURCE_GONE', message, hint);
}

/** Rows of the file that differ from what the ledger recorded. */
interface Changes {
  /** As Excel shows them. */
  readonly rows: readonly number[];
  /** Not one row of the run is in it. */
  readonly isOther: boolean;
}

/** How the source differs from what the run read; undefined when every row that the ledger knows is still the same. */
async function changesSince(run: Run, { ledger, before }: ResumedRun): Promise<Changes | undefined> {
  if (run.table.sha256 === before.sha256) return undefined;
  const rows: number[] = [];
  const recordedIdentities = new Set<string>();
  let met = 0;
  for await (const batch of recordedRows(run, ledger.results(before.id))) {
    for (const { row, recorded } of batch) {
      if (recorded === undefined) continue;
      met += 1;
      // An invalid row has no identity; it may have been fixed.
      if (recorded.status !== 'invalid' && recorded.identity !== row.identity) rows.push(row.source.row);
    }
  }
  let known = 0;
  for await (const { row, identity } of ledger.results(before.id)) {
    known += 1;
    if (identity !== '') recordedIdentities.add(identity);
    // The file is shorter now.
    if (known > met) rows.push(row);
  }
  if (rows.length === 0) return undefined;
  for await (const batch of recordedRows(run, undefined))
    if (batch.some(({ row }) => recordedIdentities.has(row.identity))) return { rows, isOther: false };
  return { rows, isOther: true };
}

/** Rows named in a message; more are counted. */
const MOST_NAMED = 10;

function sourceChanged({ table }: Run, { id }: RunRow, { rows, isOther }: Changes): Stop {
  if (isOther)
    return new Stop(
      'usage',
      'SOURCE_REPLACED',
      `${table.name} holds none of the rows of run ${id}: it is another file of the same name`,
      'import the rows from the result workbook of the run, or from a copy of the file',
    );
  const named = rows.slice(0, MOST_NAMED).join(', ');
  const more = rows.length > MOST_NAMED ? ` and ${rows.length - MOST_NAMED} more` : '';
  return new Stop(
    'usage',
    'SOURCE_CHANGED',
    `${table.name} has changed since run ${id}: ${rows.length === 1 ? 'row' : 'rows'} ${named}${more} ${rows.length === 1 ? 'has' : 'have'} changed`,
    'restore the file, or import it as it is now, as a new run, with --accept-changes: rows that the service has are skipped',
  );
}
