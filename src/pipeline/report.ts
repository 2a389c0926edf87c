// `report`: what a service holds for a month, quarter or year, as a workbook and as a page.

import { extname, join } from 'node:path';
import type { Dataset, ExportColumn, ExportDataset, ProviderName } from '../datasets/dataset.js';
import { exportableNamed } from '../datasets/index.js';
import { interruption, Stop } from '../problems/stop.js';
import { providerNamed } from '../providers/index.js';
import { readAhead } from '../providers/lists/in-order.js';
import type { Session } from '../providers/session.js';
import { stopFor } from '../providers/stop-for.js';
import { collectorFor } from '../report/monthly/collect.js';
import type { CollectedDataset } from '../report/monthly/collector.js';
import { reportPage } from '../report/monthly/page/page.js';
import type { MonthlyReport } from '../report/monthly/report-model.js';
import type { ReportingPeriod } from '../values/dates/reporting-period.js';
import { requireWritable } from '../write/export/export.js';
import { orLeave } from '../write/files/or-leave.js';
import { openPartFile } from '../write/files/part-file.js';
import { type DatasetSheet, writeReportBook } from '../write/report/report-book.js';
import { exportedTable, sortKeyOf } from './export/exported-table.js';
import { exportPages } from './export/read-pages.js';
import { type AskedPeriod, askedPeriod } from './report/asked-period.js';
import { keepRows, type ListedRows } from './report/listed-rows.js';
import { withTemporaryFolder } from './run/temporary-folder.js';
import type { Tools } from './tools.js';

/** What to report on, and where to. */
export interface ReportRequest extends AskedPeriod {
  readonly provider: ProviderName;
  /** The workbook; ends in .xlsx. One of the two files is needed. */
  readonly out?: string | undefined;
  /** The page; ends in .html or .htm. */
  readonly html?: string | undefined;
}

/** What a report wrote. */
export interface Reported {
  readonly version: 1;
  readonly command: 'report';
  readonly provider: ProviderName;
  readonly period: ReportingPeriod;
  readonly out?: string | undefined;
  readonly html?: string | undefined;
  readonly report: MonthlyReport;
  readonly exitCode: 0;
  readonly finishedAt: string;
  readonly requests: { readonly sent: number; readonly retried: number; readonly throttled: number };
}

/** Reads what the service holds and writes the report; a file appears only when it is complete. Throws a Stop. */
export async function writeReport(request: ReportRequest, tools: Tools): Promise<Reported> {
  const { provider, out, html } = request;
  const period = askedPeriod(request);
  await requireWritableFiles(request);
  const { session, traffic } = await tools.connect(provider);
  const collector = collectorFor(provider)(period);
  return withTemporaryFolder(async (folder) => {
    const read: ReadDataset[] = [];
    for (const collected of collector.datasets) {
      const dataset = await exportableNamed(collected.name);
      const kept = out === undefined ? undefined : await keepRows(join(folder, collected.name), sortKeyOf(dataset));
      read.push(await readDataset({ collected, dataset, kept }, session, tools));
    }
    const report: MonthlyReport = {
      version: 1,
      title: `Carbon report: ${period.label}`,
      period,
      provider,
      service: providerNamed(provider).title,
      account: session.shownAs,
      createdAt: new Date(tools.clock.now()).toISOString(),
      datasets: read.map(({ dataset: { name, title }, held, listed }) => ({ name, title, held, listed })),
      ...collector.findings(),
    };
    if (out !== undefined) await writeReportBook(out, report, read.flatMap(sheetOf));
    if (html !== undefined) await writeText(html, reportPage(report));
    const { sent, retried, throttled } = traffic;
    return {
      version: 1,
      command: 'report',
      provider,
      period,
      out,
      html,
      report,
      exitCode: 0,
      finishedAt: new Date(tools.clock.now()).toISOString(),
      requests: { sent, retried, throttled },
    };
  });
}

/** A dataset that is to be read. */
interface ToRead {
  readonly collected: CollectedDataset;
  readonly dataset: Dataset;
  /** Undefined where no workbook is to list the rows. */
  readonly kept: ListedRows | undefined;
}

/** A dataset that was read: how many rows the service holds, and how many the report lists. */
interface ReadDataset extends ToRead {
  readonly held: number;
  readonly listed: number;
}

/** Pages that are fetched while rows are taken in. */
const PAGES_AHEAD = 4;

async function readDataset(one: ToRead, session: Session, tools: Tools): Promise<ReadDataset> {
  const { collected, dataset, kept } = one;
  let held = 0;
  let listed = 0;
  try {
    for await (const page of readAhead(exportPages(dataset, session, collected.filters ?? {}), PAGES_AHEAD)) {
      if (tools.signal.aborted) throw interruption(tools.signal);
      const rows = page.map((row) => collected.see(row)).filter((row) => row !== undefined);
      held += page.length;
      listed += rows.length;
      await kept?.add(rows);
      tools.tell({ kind: 'step', step: 'export', done: held, total: undefined });
    }
  } catch (cause) {
    throw stopFor(cause, dataset.provider);
  } finally {
    await kept?.close();
  }
  tools.tell({ kind: 'end', step: 'export' });
  return { ...one, held, listed };
}

function sheetOf({ collected, dataset, kept }: ReadDataset): readonly DatasetSheet[] {
  if (kept === undefined) return [];
  const table = listedTable(exportedTable(dataset, kept.keys), collected.added ?? []);
  return [{ table, rows: () => kept.rows() }];
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

async function writeText(path: string, text: string): Promise<void> {
  const file = await openPartFile(path);
  await orLeave(file, async () => {
    await file.write(text);
    await file.close();
  });
}
