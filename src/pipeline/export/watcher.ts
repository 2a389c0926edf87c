// What watches an export: it sees every row once, and what it learned stands in the summary, in the ledger or in the run's
// folder. Who does is in watchers.ts.

import type { ExportDataset, ImportDataset } from '../../datasets/dataset.js';
import type { Ledger } from '../../ledger/ledger.js';
import type { Exported } from '../../report/export-summary.js';
import type { ExportRow } from '../../write/export/export-file.js';

/** An export while it runs, as its watchers know it. */
export interface ExportRun {
  readonly id: string;
  readonly folder: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly dataset: ImportDataset | ExportDataset;
  /** Whose rows they are; see Session. */
  readonly accountKey: string;
  readonly owner: string;
  /** The file as it was named. */
  readonly out: string;
  readonly ledger: Ledger;
}

/** Sees the rows of one export. */
export interface ExportWatcher {
  /**
   * A row, as it arrives. Wait for what it returns, if anything, before the next.
   * @param readAt when the service gave it, in milliseconds since the epoch.
   */
  row(cells: ExportRow, readAt: number): Promise<void> | void;
  /** The file is whole and in its place: keeps what was learned. What it returns stands in the summary. */
  finish(): Promise<Partial<Exported>> | Partial<Exported>;
  /** The export was stopped, and there is no file: nothing is kept. */
  discard?(): Promise<void> | void;
}

/** Starts to watch an export; undefined where there is nothing to see. */
export type OpenWatcher = (run: ExportRun) => Promise<ExportWatcher | undefined> | ExportWatcher | undefined;
