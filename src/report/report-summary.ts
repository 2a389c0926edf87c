// The summary of a report: what summary.json in its folder holds, and what --json prints.

import type { ProviderName } from '../datasets/dataset.js';
import type { Counts } from '../plan/result.js';
import type { StopKind } from '../problems/stop.js';
import type { ReportingPeriod } from '../values/dates/reporting-period.js';
import type { ExportTotals } from './export-summary.js';
import type { MonthlyReport } from './monthly/report-model.js';

/** What a report wrote. */
export interface Reported {
  readonly version: 1;
  readonly run: string;
  readonly command: 'report';
  /** The datasets that were read, separated by blanks. */
  readonly dataset: string;
  readonly provider: ProviderName;
  readonly period: ReportingPeriod;
  /** The workbook as it was named, or the page where there is no workbook. */
  readonly file: string;
  /** Of `file`, in hex; '' where the report was stopped. */
  readonly sha256: string;
  /** Each file that was written. */
  readonly files: readonly { readonly file: string; readonly sha256: string }[];
  readonly startedAt: string;
  readonly finishedAt: string;
  /** The rows of the period; all are `exported`. */
  readonly counts: Counts;
  /** The total of the report by its unit, where figures of the service have a sum. */
  readonly totals: ExportTotals;
  readonly requests: { readonly sent: number; readonly retried: number; readonly throttled: number };
  readonly exitCode: number;
  /** The run's folder. */
  readonly folder: string;
  readonly out?: string;
  readonly html?: string;
  readonly report: MonthlyReport;
}

/** What summary.json says of a report that was stopped. */
export interface StoppedReport extends Omit<Reported, 'report'> {
  /** Why there are no files. */
  readonly error: { readonly kind: StopKind; readonly code: string; readonly message: string; readonly hint: string };
}
