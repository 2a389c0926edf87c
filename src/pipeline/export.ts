// `export`: everything a service holds of a dataset, into one file.

import type { ExportDataset, ImportDataset, ProviderName } from '../datasets/dataset.js';
import { exportableNamed } from '../datasets/index.js';
import { interruption } from '../problems/stop.js';
import type { Filters } from '../providers/binding.js';
import { bindingFor, exporterFor } from '../providers/index.js';
import type { Session } from '../providers/session.js';
import { stopFor } from '../providers/stop-for.js';
import { exitCodeOfExport } from '../report/exit-code.js';
import { openExport, requireExportable } from '../write/export/export.js';
import type { ExportRow } from '../write/export/export-file.js';
import { type AskedFilters, readFilters } from './export/export-filters.js';
import { exportedRow, exportedTable } from './export/exported-table.js';
import { mismatchText, type SchemaMismatch, SchemaMismatches } from './export/schema-mismatches.js';
import { openSpool, type Spool } from './export/spool.js';
import type { Tools } from './tools.js';

/** What to export, and where to. */
export interface ExportRequest {
  /** The name of a dataset that can be exported. */
  readonly what: string;
  /** Ends in .xlsx, .csv or .ndjson. */
  readonly out: string;
  /** Filters of the dataset, by name; several values are a list, or separated by commas. @default all rows */
  readonly filters?: AskedFilters;
}

/** What an export wrote. */
export interface Exported {
  readonly version: 1;
  readonly command: 'export';
  readonly dataset: string;
  readonly provider: ProviderName;
  readonly out: string;
  readonly rows: number;
  /** Rows for which the service had no values; each says why. */
  readonly blank: number;
  /** Values that do not fit the column of their field, and the column that holds them. */
  readonly misfits: readonly SchemaMismatch[];
  /** Requested ids that the service does not have; the others are exported. */
  readonly unknown: readonly string[];
  readonly exitCode: number;
  readonly finishedAt: string;
  readonly requests: { readonly sent: number; readonly retried: number; readonly throttled: number };
}

/** Exports a dataset; the file appears only when it is complete. Throws a Stop. */
export async function exportData({ what, out, filters: asked = {} }: ExportRequest, tools: Tools): Promise<Exported> {
  const dataset = await exportableNamed(what);
  const filters = readFilters(dataset, asked);
  await requireExportable(out);
  const { session: connected, traffic } = await tools.connect(dataset.provider);
  const unknown: string[] = [];
  const session: Session = { ...connected, unknown: (id) => unknown.push(id) };
  const spool = await openSpool();
  try {
    const counts = await fetchRows(dataset, session, filters, spool, tools);
    await writeRows(dataset, originOf(session, filters), out, spool, tools);
    for (const one of counts.misfits) tools.tell({ kind: 'said', text: mismatchText(one) });
    for (const id of unknown) {
      tools.tell({ kind: 'warned', text: `${id}: the service has no product with this id; the others are exported` });
    }
    const { sent, retried, throttled } = traffic;
    return {
      version: 1,
      command: 'export',
      dataset: dataset.name,
      provider: dataset.provider,
      out,
      ...counts,
      unknown,
      exitCode: exitCodeOfExport(unknown),
      finishedAt: new Date(tools.clock.now()).toISOString(),
      requests: { sent, retried, throttled },
    };
  } catch (cause) {
    throw stopFor(cause, dataset.provider);
  } finally {
    await spool.discard();
  }
}

async function fetchRows(
  dataset: ImportDataset | ExportDataset,
  session: Session,
  filters: Filters,
  spool: Spool,
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
