// A report as a run: its id and folder, its row in the ledger from its beginning to its end, and its summary.

import { join, resolve } from 'node:path';
import type { Ledger } from '../../ledger/ledger.js';
import { countsFrom } from '../../plan/result.js';
import type { Stop } from '../../problems/stop.js';
import { exitCodeOfStop } from '../../report/exit-code.js';
import type { MonthlyReport } from '../../report/monthly/report-model.js';
import type { Reported, StoppedReport } from '../../report/report-summary.js';
import type { ReportingPeriod } from '../../values/dates/reporting-period.js';
import { makeRunFolder, newRunId } from '../run/run-folder.js';
import { writeSummary } from '../run/write-summary.js';
import { fileSha256 } from '../table/file-sha256.js';
import type { Connected, Tools } from '../tools.js';
import type { ReportRequest } from './report-request.js';

/** What is reported on. */
interface ReportBegin {
  readonly request: ReportRequest;
  readonly period: ReportingPeriod;
  /** The datasets that are read. */
  readonly datasets: readonly string[];
  readonly connected: Connected;
}

/** A report that has begun. */
export interface ReportRun extends ReportBegin {
  readonly id: string;
  readonly folder: string;
  readonly startedAt: string;
  readonly ledger: Ledger;
}

/** Begins the run of a report: its folder is there, and the ledger knows it. Whoever calls ends it. Throws a Stop. */
export async function beginReport(asked: ReportBegin, tools: Tools): Promise<ReportRun> {
  const { request, datasets, connected } = asked;
  const { out, html, runsDir, parent, provider } = request;
  const id = newRunId('report', tools);
  const folder = join(runsDir, id);
  const startedAt = new Date(tools.startedAt ?? tools.clock.now()).toISOString();
  await makeRunFolder(folder);
  const ledger = await tools.openLedger();
  const header = {
    id,
    command: 'report',
    dataset: datasets.join(' '),
    provider,
    account: Object.values(connected.session.account).join(' '),
    accountKey: connected.session.accountKey,
    ...(parent !== undefined && { parent }),
    request: storedRequest(request),
    file: out ?? html ?? '',
    sha256: '',
    startedAt,
    folder,
  };
  await ledger.beginRun(header).catch(async (cause: unknown) => {
    await ledger.close();
    throw cause;
  });
  tools.tell({ kind: 'began', run: id, command: 'report', folder });
  return { ...asked, id, folder, startedAt, ledger };
}

/** Paths do not depend on the folder that the command was called in. */
function storedRequest({ parent: _, out, html, runsDir, ...asked }: ReportRequest): object {
  return {
    ...asked,
    ...(out !== undefined && { out: resolve(out) }),
    ...(html !== undefined && { html: resolve(html) }),
    runsDir: resolve(runsDir),
  };
}

/** Ends the run of a report whose files are in their places. */
export async function endReport(run: ReportRun, report: MonthlyReport, tools: Tools): Promise<Reported> {
  const { out, html } = run.request;
  const files = [];
  for (const file of [out, html]) if (file !== undefined) files.push({ file, sha256: await fileSha256(file) });
  const rows = report.datasets.reduce((sum, { listed }) => sum + listed, 0);
  const total = report.figures.find(({ kind, value }) => kind === 'amount' && value !== '');
  const sums = total === undefined ? {} : { [total.unit]: total.value };
  return end(run, {
    ...summaryOf(run, rows, 0, tools),
    sha256: files[0]?.sha256 ?? '',
    files,
    totals: { field: total === undefined ? '' : 'emissions', checked: sums, written: sums },
    report,
  });
}

/** Ends the run of a report that was stopped: it has no files. */
export async function endStoppedReport(run: ReportRun, stop: Stop, tools: Tools): Promise<void> {
  const { kind, code, message, hint } = stop;
  await end(run, { ...summaryOf(run, 0, exitCodeOfStop(stop), tools), error: { kind, code, message, hint } });
}

function summaryOf(run: ReportRun, rows: number, exitCode: number, { clock }: Tools): Omit<Reported, 'report'> {
  const { id, request, datasets, period, startedAt, folder, connected } = run;
  const { provider, out, html } = request;
  const { sent, retried, throttled } = connected.traffic;
  return {
    version: 1,
    run: id,
    command: 'report',
    dataset: datasets.join(' '),
    provider,
    period,
    file: out ?? html ?? '',
    sha256: '',
    files: [],
    startedAt,
    finishedAt: new Date(clock.now()).toISOString(),
    counts: { ...countsFrom(() => 0), rows, exported: rows },
    totals: { field: '', checked: {}, written: {} },
    requests: { sent, retried, throttled },
    exitCode,
    folder,
    ...(out !== undefined && { out }),
    ...(html !== undefined && { html }),
  };
}

async function end<S extends Reported | StoppedReport>({ id, ledger }: ReportRun, summary: S): Promise<S> {
  const { finishedAt, exitCode, counts, sha256 } = summary;
  await writeSummary(summary);
  await ledger.finishRun(id, { finishedAt, exitCode, counts, sha256 });
  return summary;
}
