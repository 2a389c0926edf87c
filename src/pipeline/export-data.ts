// `export`: everything a service holds of a dataset, into one file.

import type { ProviderName } from '../datasets/dataset.js';
import { exportDatasetNamed } from '../datasets/index.js';
import { interruption } from '../problems/stop.js';
import { exporterFor } from '../providers/index.js';
import type { Filters } from '../providers/provider.js';
import { stopFor } from '../providers/stop-for.js';
import { openExport } from '../write/export.js';
import type { Tools } from './tools.js';

/** What to export, and where to. */
export interface ExportRequest {
  /** An export dataset's name. */
  readonly what: string;
  /** Ends in .xlsx, .csv or .ndjson. */
  readonly out: string;
  /** Narrowings that the dataset knows. @default all rows */
  readonly filters?: Filters;
}

/** What an export wrote. */
export interface Exported {
  readonly version: 1;
  readonly command: 'export';
  readonly dataset: string;
  readonly provider: ProviderName;
  readonly out: string;
  readonly rows: number;
  /** Rows for which the service had nothing to give; they say why. */
  readonly blank: number;
  readonly finishedAt: string;
  readonly requests: { readonly sent: number; readonly retried: number; readonly throttled: number };
}

/** Exports a dataset; the file appears only when it is complete. Throws a Stop. */
export async function exportData({ what, out, filters = {} }: ExportRequest, tools: Tools): Promise<Exported> {
  const dataset = exportDatasetNamed(what);
  const exporter = await exporterFor(dataset);
  const { session, traffic } = await tools.connect(dataset.provider);
  const from = [dataset.provider, ...Object.values(session.account)].join(', ');
  const file = await openExport(out, dataset, { exportedAt: new Date(tools.clock.now()), from });
  let rows = 0;
  let blank = 0;
  try {
    for await (const row of exporter.rows(session, filters)) {
      if (tools.signal.aborted) throw interruption(tools.signal);
      await file.add(row);
      rows += 1;
      if (typeof row.reason === 'string') blank += 1;
      tools.tell({ kind: 'step', step: 'export', done: rows, total: undefined });
    }
    await file.close();
  } catch (cause) {
    await file.discard();
    throw stopFor(cause, dataset.provider);
  }
  tools.tell({ kind: 'end', step: 'export' });
  const { sent, retried, throttled } = traffic;
  const finishedAt = new Date(tools.clock.now()).toISOString();
  const requests = { sent, retried, throttled };
  return {
    version: 1,
    command: 'export',
    dataset: dataset.name,
    provider: dataset.provider,
    out,
    rows,
    blank,
    finishedAt,
    requests,
  };
}
