// The summary of an export: what summary.json in its folder holds, and what --json prints.

import type { ProviderName } from '../datasets/dataset.js';
import type { Counts } from '../plan/result.js';
import type { StopKind } from '../problems/stop.js';

/** What an export wrote. */
export interface Exported {
  readonly version: 1;
  readonly run: string;
  readonly command: 'export';
  readonly dataset: string;
  readonly provider: ProviderName;
  /** The file as it was named. */
  readonly file: string;
  /** Of the file, in hex; '' where there is none, since the export was stopped. */
  readonly sha256: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  /** When the service gave the oldest answer in the file: earlier than `startedAt` where a stopped export was resumed. Null without one. */
  readonly readFrom: string | null;
  /** When it gave the newest. */
  readonly readTo: string | null;
  /** All rows are `exported`. */
  readonly counts: Counts;
  /** Of the dataset's amount, or of its columns that have a total below them: the sums by unit. */
  readonly totals: ExportTotals;
  readonly requests: { readonly sent: number; readonly retried: number; readonly throttled: number };
  readonly exitCode: number;
  /** The run's folder. */
  readonly folder: string;
  /** The same as `file`. */
  readonly out: string;
  readonly rows: number;
  /** Rows for which the service had no values. */
  readonly blank: number;
  /** How many of them say why: none where the file has no column for it. */
  readonly reasons: number;
  /** Values that do not fit the column of their field, and the column that holds them. */
  readonly misfits: readonly SchemaMismatch[];
  /** Requested ids that the service does not have; the others are exported. */
  readonly unknown: readonly string[];
  /** Of an export of changes: how many rows of each kind there are. */
  readonly changes?: ChangeCounts;
  /** Why there is no file. */
  readonly error?: { readonly kind: StopKind; readonly code: string; readonly message: string; readonly hint: string };
}

/** What has happened to rows, and between which moments of the service; null where there is none. */
export interface ChangeCounts {
  readonly appeared: number;
  readonly changed: number;
  /** Absent where only a moment was asked for: nobody knows then what was there before. */
  readonly vanished?: number;
  readonly since: string | null;
  readonly until: string | null;
}

/** Sums of one column by unit ('' when it has none), as exact decimal text. `written` are those in the file. */
export interface ExportTotals {
  /** The key of the column; '' when the dataset has none that adds up. */
  readonly field: string;
  readonly checked: Readonly<Record<string, string>>;
  readonly written: Readonly<Record<string, string>>;
}

/** A column that is empty in some rows although the service gave its field. */
export interface SchemaMismatch {
  readonly title: string;
  /** The key of the column that holds the values. */
  readonly column: string;
  readonly rows: number;
}
