// `report`: what a service holds for a month, quarter or year, as a workbook and as a page.

import { extname, join } from 'node:path';
import type { Dataset, ExportColumn, ExportDataset } from '../../datasets/dataset.js';
import { exportableNamed } from '../../datasets/index.js';
import type { RunRow } from '../../ledger/ledger.js';
import { interruption, Stop } from '../../problems/stop.js';
import { providerNamed } from '../../providers/index.js';
import { readAhead } from '../../providers/lists/in-order.js';
import type { Session } from '../../providers/session.js';
import { stopFor } from '../../providers/stop-for.js';
import { exitCodeOfStop } from '../../report/exit-code.js';
import { collectorFor } from '../../report/monthly/collect.js';
import type { CollectedDataset, Collector } from '../../report/monthly/collector.js';
import { reportPage } from '../../report/monthly/page/page.js';
import type { Findings, MonthlyReport } from '../../report/monthly/report-model.js';
import type { Reported } from '../../report/report-summary.js';
import { requireWritable } from '../../write/export/export.js';
import { orLeave } from '../../write/files/or-leave.js';
import { openPartFile } from '../../write/files/part-file.js';
import { type DatasetSheet, writeReportBook } from '../../write/report/report-book.js';
import { exportedTable, sortKeyOf } from '../export/exported-table.js';
import { exportPages } from '../export/read-pages.js';
import { withTemporaryFolder } from '../run/temporary-folder.js';
import type { Tools } from '../tools.js';
import { askedPeriod } from './asked-period.js';
import { type FigureKeeper, keepFigures } from './kept-figures.js';
import { keepRows, type ListedRows } from './listed-rows.js';
import { earlierReport, reportBridge } from './report-bridge.js';
import type { ReportRequest } from './report-request.js';
import { beginReport, endReport, endStoppedReport, type ReportRun } from './report-run.js';

/** Reads what the service holds and writes the report; its files appear only when they are complete. Throws a Stop. */
export async function writeReport(request: ReportRequest, tools: Tools): Promise<Reported> {
  const { provider } = request;
  const period = askedPeriod(request);
  await requireWritableFiles(request);
  const connected = await tools.connect(provider);
  const collector = collectorFor(provider)(period);
  const datasets = collector.datasets.map(({ name }) => name);
  const run = await beginReport({ request, period, datasets, connected }, tools);
  try {
    const report = await withTemporaryFolder((folder) => makeReport(run, collector, folder, tools));
    const reported = await endReport(run, report, tools);
    tools.tell({ kind: 'finished', run: run.id, exitCode: reported.exitCode, counts: reported.counts });
    return reported;
  } catch (cause) {
    const stop = stopFor(cause, provider);
    // The stop is what a person needs, also where its own run cannot be ended, as on a full disk.
    await endStoppedReport(run, stop, tools).catch(() => undefined);
    tools.tell({ kind: 'finished', run: run.id, exitCode: exitCodeOfStop(stop) });
    throw stop;
  } finally {
    await run.ledger.close();
  }
}

async function makeReport(run: ReportRun, collector: Collector, folder: string, tools: Tools): Promise<MonthlyReport> {
  const { request, period, connected } = run;
  const { provider } = request;
  const { session } = connected;
  const { accountKey } = session;
  const before = await earlierReport({ ledger: run.ledger, accountKey, request, bridged: collector.bridged });
  const read = await readDatasets(run, collector, folder, tools);
  const report: MonthlyReport = {
    version: 1,
    title: `Carbon report: ${period.label}`,
    period,
    provider,
    service: providerNamed(provider).title,
    account: session.shownAs,
    createdAt: new Date(tools.clock.now()).toISOString(),
    datasets: read.map(({ dataset: { name, title }, held, listed }) => ({ name, title, held, listed })),
    ...withoutBridge(collector.findings(), before),
    ...(before && { bridge: await reportBridge(before, run.folder, period, collector.bridged) }),
  };
  await writeFiles(request, report, read, tools);
  return report;
}

/** A first report says why it has no bridge. */
function withoutBridge(findings: Findings, before: RunRow | undefined): Findings {
  if (before !== undefined) return findings;
  const note =
    'There is no earlier report of this account to compare with. The next one says why its figures are others.';
  return { ...findings, notes: [...findings.notes, note] };
}

async function readDatasets(
  { request, connected, folder }: ReportRun,
  { datasets, bridged }: Collector,
  temporary: string,
  tools: Tools,
): Promise<readonly ReadDataset[]> {
  const figures = await keepFigures(folder, bridged.scope);
  return orLeave({ leave: figures.discard }, async () => {
    const read: ReadDataset[] = [];
    for (const collected of datasets) {
      const dataset = await exportableNamed(collected.name);
      const listed = join(temporary, collected.name);
      const kept = request.out === undefined ? undefined : await keepRows(listed, sortKeyOf(dataset));
      const keep = collected.bridged && figures.of(dataset, collected.bridged);
      read.push(await readDataset({ collected, dataset, kept, keep }, connected.session, tools));
    }
    await figures.close();
    return read;
  });
}

/** The page is whole before the workbook gets its name: what one of them cannot be written for leaves neither. */
async function writeFiles(
  { out, html }: ReportRequest,
  report: MonthlyReport,
  read: readonly ReadDataset[],
  { signal }: Tools,
): Promise<void> {
  const page = html === undefined ? undefined : await openPartFile(html);
  try {
    await page?.write(reportPage(report));
    const sheets = read.flatMap((one) => sheetOf(one, signal));
    if (out !== undefined) await writeReportBook(out, report, sheets);
    await page?.close();
  } catch (cause) {
    await page?.discard();
    throw cause;
  }
}

/** A dataset that is to be read. */
interface ToRead {
  readonly collected: CollectedDataset;
  readonly dataset: Dataset;
  /** Undefined where no workbook is to list the rows. */
  readonly kept: ListedRows | undefined;
  /** Keeps a row for the next report; undefined where the dataset has no figure. */
  readonly keep: ReturnType<FigureKeeper['of']> | undefined;
}

/** A dataset that was read: how many rows the service holds, and how many the report lists. */
interface ReadDataset extends ToRead {
  readonly held: number;
  readonly listed: number;
}

/** Pages that are fetched while rows are taken in. */
const PAGES_AHEAD = 4;

async function readDataset(one: ToRead, session: Session, tools: Tools): Promise<ReadDataset> {
  const { collected, dataset, kept, keep } = one;
  let held = 0;
  let listed = 0;
  try {
    for await (const page of readAhead(exportPages(dataset, session, collected.filters ?? {}), PAGES_AHEAD)) {
      if (tools.signal.aborted) throw interruption(tools.signal);
      const rows = page.map((row) => collected.see(row)).filter((row) => row !== undefined);
      if (keep) for (const row of page) await keep(row);
      held += page.length;
      listed += rows.length;
      await kept?.add(rows);
      tools.tell({ kind: 'step', step: 'export', done: held, total: undefined });
    }
  } finally {
    await kept?.close();
  }
  tools.tell({ kind: 'end', step: 'export' });
  return { ...one, held, listed };
}

function sheetOf({ collected, dataset, kept }: ReadDataset, signal: AbortSignal): readonly DatasetSheet[] {
  if (kept === undefined) return [];
  const table = listedTable(exportedTable(dataset, kept.keys), collected.added ?? []);
  return [{ table, rows: () => untilAborted(kept.rows(), signal) }];
}

function* untilAborted<T>(rows: Iterable<T>, signal: AbortSignal): Generator<T> {
  for (const row of rows) {
    if (signal.aborted) throw interruption(signal);
    yield row;
  }
}

/** The columns of a sheet that is read, and not imported again: the id is shown, and no other mark. */
function listedTable(table: ExportDataset, added: readonly ExportColumn[]): ExportDataset {
  const isAdded = new Set(added.map(({ key }) => key));
  const own = table.columns.filter(({ key, hidden }) => !hidden && !isAdded.has(key));
  const [id] = table.columns.filter(({ hidden }) => hidden);
  const shownId =
    id === undefined ? [] : [{ ...id, title: 'Id at the service', note: 'The id that the service gave.' }];
  const columns = [...shownId, ...own].map(({ hidden: _, readOnly: __, ...column }) => column);
  const texts = columns.findIndex(({ kind }) => kind !== 'text');
  const place = texts < 0 ? columns.length : texts;
  return { ...table, columns: [...columns.slice(0, place), ...added, ...columns.slice(place)] };
}

const ENDINGS = { out: ['.xlsx'], html: ['.html', '.htm'] } as const;

/** What is to be written may take long to come. */
async function requireWritableFiles({ out, html }: ReportRequest): Promise<void> {
  const files = [['out', out] as const, ['html', html] as const].filter(([, path]) => path !== undefined);
  if (files.length === 0) {
    const hint = 'name a file: --out report.xlsx, --html report.html, or both';
    throw new Stop('usage', 'USAGE', 'nothing is to be written: --out and --html are missing', hint);
  }
  for (const [name, path = ''] of files) {
    const endings: readonly string[] = ENDINGS[name];
    if (!endings.includes(extname(path).toLowerCase())) {
      throw new Stop(
        'usage',
        'USAGE',
        `--${name}: expected a name that ends in ${endings.join(' or ')}, got "${path}"`,
        '',
      );
    }
    await requireWritable(path);
  }
}
