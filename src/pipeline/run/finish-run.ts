// The end of every run: one result for every source row, the result files, the summary.

import { basename, dirname, join, resolve } from 'node:path';
import type { RowResult } from '../../ledger/ledger.js';
import { columnOf } from '../../mapping/mapping.js';
import { rowKeyOf } from '../../mapping/row-key.js';
import type { NextSteps } from '../../plan/next-step.js';
import type { Result } from '../../plan/result.js';
import { isSuspect } from '../../problems/catalogue.js';
import type { Cause } from '../../problems/causes.js';
import { problemAt } from '../../problems/place.js';
import type { Stop } from '../../problems/stop.js';
import type { Traffic } from '../../providers/http/http.js';
import { exitCodeOfCounts, exitCodeOfStop } from '../../report/exit-code.js';
import { type Summary, summaryCauses, type Tally, tally } from '../../report/summary.js';
import { inShort, type Reconciliation } from '../../report/totals/stations.js';
import type { SourceRow } from '../../values/cell.js';
import { orLeave } from '../../write/files/or-leave.js';
import { type StationBooks, stationBooks } from '../reconcile/station-books.js';
import type { StoredRows } from '../reconcile/stored-rows.js';
import { reconciliationOf, writeReconciliation } from '../reconcile/write-reconciliation.js';
import { type RowBooks, rowBooks } from '../rows/book-rows.js';
import type { JudgedRow } from '../rows/judge-row.js';
import { fileSha256 } from '../table/file-sha256.js';
import type { Run } from './open-run.js';
import { recordedRows, resultOfRow } from './recorded-rows.js';
import { refusedValues } from './refused-values.js';
import { openRunResults, type RunResults } from './result-files.js';
import { writeSummary } from './write-summary.js';

/** How a run ended. */
export interface RunOutcome {
  /** Why it ended before every row was processed. */
  readonly stop?: Stop | undefined;
  /** Why rows without a result were not sent, when nothing stopped the run. */
  readonly unsentBecause?: string;
  /** Results that are known already, in source order. */
  readonly results?: AsyncIterable<RowResult>;
  readonly traffic?: Traffic | undefined;
  readonly plan?: Summary['plan'] | undefined;
  /** What the service holds of the sent rows; absent where nothing was to be sent. */
  readonly stored?: StoredRows | undefined;
  /** Whose data the rows at the service are; absent where no account was opened. */
  readonly owner?: string | undefined;
  /** Told of every row and what became of it. */
  readonly seen?: (row: JudgedRow, result: Result) => void;
}

/** A finished run. */
export interface FinishedRun {
  readonly summary: Summary;
  /** Paths of the files written, the summary last. */
  readonly files: readonly string[];
  /** Why the run ended early, if it did. */
  readonly stop: Stop | undefined;
  /** Rules, sums or credit notes decide about rows: the reconciliation belongs to the answer. */
  readonly isSelected?: true;
  /** Rows by what a person does about them next. */
  readonly steps: NextSteps;
  /** The control totals; absent where nothing was to be sent. */
  readonly reconciliation?: Reconciliation;
  /** What the checks found, by cause: the errors first. */
  readonly causes: readonly Cause[];
  /** The mapping file that the table was read by. */
  readonly mapping?: string;
  /** The ledger knows the run, so it can be resumed. */
  readonly inLedger?: true;
}

/** Writes a result for every row, then the summary. */
export async function finishRun(run: Run, outcome: RunOutcome): Promise<FinishedRun> {
  const { table, tools } = run;
  const rows = tally(table.dataset);
  const books = rowBooks(table.mapping, run.command === 'plan');
  const stations = outcome.stored && stationBooks(table.mapping, outcome.stored);
  const files = await openRunResults(run, outcome.owner);
  return orLeave(files, async () => {
    await writeResults(run, outcome, files, { rows, books, stations });
    tools.tell({ kind: 'end', step: 'write results' });
    return summarize(run, outcome, { rows, books, stations }, files);
  });
}

/** Writes a result for every row. */
async function writeResults(
  run: Run,
  outcome: RunOutcome,
  files: RunResults,
  { rows, books, stations }: Counted,
): Promise<void> {
  const refused = refusedValues(run.table.mapping);
  const unsentBecause = outcome.stop?.message ?? outcome.unsentBecause ?? 'the run ended before this row';
  const { table } = run;
  let done = 0;
  for await (const batch of recordedRows(run, outcome.results)) {
    for (const one of batch) {
      const result = shownResult(run, resultOfRow(one, unsentBecause));
      rows.add(result, one.row.record);
      books?.add(one.row, result);
      outcome.seen?.(one.row, result);
      await stations?.add(one.row, result);
      run.parents?.note(table.dataset, one.row, result, run.command === 'plan');
      await files.add(one.row, result);
      if (!isTold(run, result)) continue;
      tellFailure(run, one.row.source, result);
      refused.see(one.row.source, result);
    }
    done += batch.length;
    run.tools.tell({ kind: 'step', step: 'write results', done, total: undefined });
  }
  run.causes = [...refused.causes(), ...run.causes];
}

/** Whether the row is reported at once: it failed, is in doubt, or would fail in a plan. */
function isTold({ command }: Run, { status, finding: why }: Result): boolean {
  if (status === 'failed' || status === 'in-doubt' || why?.code === 'PLAN_OUT_OF_DATE') return true;
  if (command !== 'plan' || status !== 'unsent' || why === undefined) return false;
  // The checks have told what is held back.
  return why.code !== 'NOT_SENT' && !isSuspect(why);
}

/** All rows of a run, counted and booked. */
export interface Counted {
  readonly rows: Tally;
  readonly books: RowBooks | undefined;
  /** Absent where nothing was to be sent. */
  readonly stations?: StationBooks | undefined;
}

/** Finishes the result files of a run whose rows have all been counted, and writes its summary. */
export async function summarize(
  run: Run,
  outcome: RunOutcome,
  { rows, books, stations }: Counted,
  files: RunResults,
): Promise<FinishedRun> {
  const { table, tools } = run;
  const reconciliation = books?.reconciled();
  const counts = rows.counts();
  const heldBack = rows.heldBack();
  // A check says what it found; its exit code is about errors.
  const unwritten = (outcome.plan?.conflict ?? 0) + (run.command === 'check' ? 0 : heldBack) + rows.outOfDate();
  const causes = summaryCauses(run.causes);
  const { sent = 0, retried = 0, throttled = 0 } = outcome.traffic ?? {};
  const about = {
    version: 1,
    run: run.id,
    command: run.command,
    dataset: table.dataset.name,
    provider: table.dataset.provider,
    file: table.file,
    sha256: table.sha256,
    startedAt: run.startedAt,
    finishedAt: new Date(tools.clock.now()).toISOString(),
    counts,
    ...(heldBack > 0 && { heldBack }),
    totals: rows.totals(),
    ...(reconciliation && { reconciliation }),
  } as const;
  const byStation = stations && outcome.stored && reconciliationOf(about, stations, outcome.stored.readBack);
  const isOtherwise = byStation?.isEqual === false;
  const told: Summary = {
    ...about,
    ...(byStation && { reconciled: inShort(byStation) }),
    requests: { sent, retried, throttled },
    exitCode: outcome.stop ? exitCodeOfStop(outcome.stop) : exitCodeOfCounts(counts, unwritten, isOtherwise),
    ...(outcome.plan ? { plan: outcome.plan } : {}),
    ...(causes.length > 0 && { causes }),
    ...(run.restated && { restated: run.restated }),
    ...(run.rehearsed ? { rehearsed: true as const } : {}),
    folder: run.folder,
  };
  const { paths, workbook, toFix, steps } = await files.close({
    summary: told,
    stop: outcome.stop,
    causes: run.causes,
    reconciliation: reconciliation ?? [],
  });
  const summary: Summary = {
    ...told,
    ...(workbook !== undefined && { workbook, results: await digested(run, workbook) }),
    ...(toFix !== undefined && { failed: await digested(run, toFix) }),
  };
  const reconciled = byStation ? await writeReconciliation(run.folder, byStation) : [];
  const summaryPath = await writeSummary(summary);
  const ending = {
    run: run.id,
    exitCode: summary.exitCode,
    counts,
    ...(told.reconciled && { reconciled: told.reconciled }),
  };
  tools.tell({ kind: 'finished', ...ending });
  return {
    summary,
    ...(byStation && { reconciliation: byStation }),
    files: [join(run.folder, 'problems.csv'), ...paths, ...reconciled, summaryPath],
    stop: outcome.stop,
    ...(table.selection && { isSelected: true as const }),
    causes: run.causes,
    steps,
    ...(table.saved && table.saved.file !== '' && { mapping: table.saved.file }),
  };
}

async function digested({ folder }: Run, path: string) {
  return { file: inFolder(folder, path), sha256: await fileSha256(path) };
}

/** The path of a file as it is seen from the run's folder. */
function inFolder(folder: string, path: string): string {
  return dirname(path) === folder ? basename(path) : resolve(path);
}

function tellFailure({ table, tools }: Run, source: SourceRow, { field, finding: found }: Result): void {
  if (found === undefined) return;
  const { sheet, row, from } = source;
  const mapped = columnOf(table.mapping, field);
  const column = (mapped?.gained && from?.title) || (mapped?.title ?? '');
  const key = rowKeyOf(table.mapping)(source, column);
  tools.tell({
    kind: 'failure',
    file: table.name,
    problem: problemAt({ sheet, row, column, field, value: '', ...(key !== undefined && { key }) }, found),
  });
}

/** Ids that a copy gave mean nothing at the service. */
function shownResult({ rehearsed }: Run, result: Result): Result {
  if (!rehearsed) return result;
  return { ...result, requestId: '', ...(result.status === 'created' ? { remoteId: '' } : {}) };
}
