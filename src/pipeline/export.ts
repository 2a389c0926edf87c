// `export`: everything a service holds of a dataset, into one file.

import type { ExportDataset, ImportDataset } from '../datasets/dataset.js';
import { exportableNamed } from '../datasets/index.js';
import { interruption } from '../problems/stop.js';
import type { Filters } from '../providers/binding.js';
import { bindingFor, exporterFor } from '../providers/index.js';
import type { Session } from '../providers/session.js';
import { stopFor } from '../providers/stop-for.js';
import { exitCodeOfExport } from '../report/exit-code.js';
import type { Exported } from '../report/export-summary.js';
import { openExport, requireExportable } from '../write/export/export.js';
import type { ExportRow } from '../write/export/export-file.js';
import { type AskedFilters, readFilters } from './export/export-filters.js';
import { beginExport, type ExportFound, endExport, endStopped } from './export/export-run.js';
import { exportedRow, exportedTable } from './export/exported-table.js';
import { mismatchText, SchemaMismatches } from './export/schema-mismatches.js';
import { openSpool, type Spool } from './export/spool.js';
import type { ExportWatcher } from './export/watcher.js';
import { openWatchers } from './export/watchers.js';
import type { Connected, Tools } from './tools.js';

/** What to export, and where to. */
export interface ExportRequest {
  /** The name of a dataset that can be exported. */
  readonly what: string;
  /** Ends in .xlsx, .csv or .ndjson. */
  readonly out: string;
  /** Where run folders are made. */
  readonly runsDir: string;
  /** Filters of the dataset, by name; several values are a list, or separated by commas. @default all rows */
  readonly filters?: AskedFilters;
}

/** Exports a dataset; the file appears only when it is complete. Throws a Stop. */
export async function exportData(
  { what, out, runsDir, filters: asked = {} }: ExportRequest,
  tools: Tools,
): Promise<Exported> {
  const dataset = await exportableNamed(what);
  const filters = readFilters(dataset, asked);
  await requireExportable(out);
  const connected = await tools.connect(dataset.provider);
  const run = await beginExport({ dataset, filters, out, runsDir, session: connected.session }, tools);
  try {
    const watchers = await openWatchers(run);
    try {
      const found = await writeExport(dataset, filters, out, watchers, connected, tools);
      return await endExport(
        run,
        { ...found, exitCode: exitCodeOfExport(found.unknown) },
        await watchers.finish(),
        connected,
        tools,
      );
    } catch (cause) {
      await watchers.discard();
      throw cause;
    }
  } catch (cause) {
    const stop = stopFor(cause, dataset.provider);
    // The stop is what a person needs, also where its own run cannot be ended, as on a full disk.
    await endStopped(run, stop, connected, tools).catch(() => undefined);
    throw stop;
  } finally {
    await run.ledger.close();
  }
}

async function writeExport(
  dataset: ImportDataset | ExportDataset,
  filters: Filters,
  out: string,
  watchers: ExportWatcher,
  { session: connected }: Connected,
  tools: Tools,
): Promise<ExportFound> {
  const unknown: string[] = [];
  const session: Session = { ...connected, unknown: (id) => unknown.push(id) };
  const spool = await openSpool();
  try {
    const counts = await fetchRows(dataset, session, filters, { spool, watchers }, tools);
    await writeRows(dataset, originOf(session, filters), out, spool, tools);
    for (const one of counts.misfits) tools.tell({ kind: 'said', text: mismatchText(one) });
    for (const id of unknown) {
      tools.tell({ kind: 'warned', text: `${id}: the service has no product with this id; the others are exported` });
    }
    return { ...counts, unknown };
  } finally {
    await spool.discard();
  }
}

async function fetchRows(
  dataset: ImportDataset | ExportDataset,
  session: Session,
  filters: Filters,
  { spool, watchers }: { readonly spool: Spool; readonly watchers: ExportWatcher },
  tools: Tools,
): Promise<Pick<Exported, 'rows' | 'blank' | 'misfits'>> {
  let rows = 0;
  let blank = 0;
  const misfits = new SchemaMismatches(exportedTable(dataset, new Set()).columns);
  for await (const row of exportRows(dataset, session, filters)) {
    if (tools.signal.aborted) throw interruption(tools.signal);
    await spool.add(row);
    rows += 1;
    misfits.see(row);
    await watchers.row(row, tools.clock.now());
    if (typeof row.reason === 'string') blank += 1;
    tools.tell({ kind: 'step', step: 'export', done: rows, total: undefined });
  }
  tools.tell({ kind: 'end', step: 'export' });
  return { rows, blank, misfits: misfits.list() };
}

/** The rows of an export as they come. */
export async function* exportRows(
  dataset: ImportDataset | ExportDataset,
  session: Session,
  filters: Filters,
): AsyncGenerator<ExportRow> {
  if (dataset.direction === 'export') {
    yield* (await exporterFor(dataset)).rows(session, filters);
    return;
  }
  const { rows } = (await bindingFor(dataset))(session);
  if (rows === undefined)
    throw new Error(`${dataset.name} is to be exported, and ${dataset.provider} lists no rows of it`);
  for await (const row of rows(filters)) yield exportedRow(dataset, row, session.owner);
}

/** Where the rows come from, for people. */
function originOf(session: Session, filters: Filters): string {
  const narrowed = Object.entries(filters).map(([name, values]) => `${name} ${values.join(', ')}`);
  return [session.provider, ...Object.values(session.account).filter(Boolean), ...narrowed].join(', ');
}

async function writeRows(
  dataset: ImportDataset | ExportDataset,
  from: string,
  out: string,
  spool: Spool,
  tools: Tools,
): Promise<void> {
  const table = exportedTable(dataset, spool.keys);
  const file = await openExport(out, table, { exportedAt: new Date(tools.clock.now()), from });
  try {
    for await (const row of spool.rows()) {
      if (tools.signal.aborted) throw interruption(tools.signal);
      await file.add(row);
    }
    await file.close();
  } catch (cause) {
    await file.discard();
    throw cause;
  }
}
