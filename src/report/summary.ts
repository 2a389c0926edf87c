// The summary of a run as data (summary.json and --json), its counts and control totals, and the exit code that follows.

import type { ImportDataset, Values } from '../datasets/dataset.js';
import { type Counts, countsFrom, type Result, type Status, statuses } from '../plan/result.js';
import { isSuspect } from '../problems/catalogue.js';
import { type Cause, shownValue } from '../problems/causes.js';
import { type ExactSum, exactSum } from '../values/numbers/exact-sum.js';
import type { Reconciled } from './reconciliation.js';
import type { ReconciledRows } from './totals/stations.js';

/** Sums of the dataset's amount by unit ('' when it has none), as exact decimal text. */
export interface Totals {
  readonly field: string;
  /** Over the rows that passed the checks. */
  readonly checked: Readonly<Record<string, string>>;
  /** Over the rows that the run created or updated. */
  readonly written: Readonly<Record<string, string>>;
}

/** Rows that were written although their periods are closed. */
export interface Restated {
  readonly reason: string;
  readonly rows: number;
  /** The closed periods, as `2025-03`. */
  readonly periods: readonly string[];
}

/** What summary.json holds and --json prints. */
export interface Summary {
  readonly version: 1;
  readonly run: string;
  readonly command: string;
  readonly dataset: string;
  readonly provider: string;
  readonly file: string;
  readonly sha256: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly counts: Counts;
  /** Of the unsent rows, those that look unusual and are held back until they are accepted; absent when there are none. */
  readonly heldBack?: number;
  readonly totals: Totals;
  /** Per account and unit: file = sent + excluded + summed + open. For datasets whose amounts add up. */
  readonly reconciliation?: readonly Reconciled[];
  /** What the service holds of the sent rows: reconciliation.json in short. Absent where nothing was to be sent. */
  readonly reconciled?: ReconciledRows;
  readonly requests: { readonly sent: number; readonly retried: number; readonly throttled: number };
  readonly exitCode: number;
  /** For `plan`: what an import would do with the rows that are fit to send. */
  readonly plan?: Omit<PlanCounts, 'delete' | 'hold'> & {
    /** Absent when there are none. */
    readonly delete?: number;
    /** Rows that look unusual and are not accepted; absent when there are none. */
    readonly hold?: number;
    readonly estimate?: PlanEstimate;
  };
  /** Where `plan --out` kept the plan, and what names it. */
  readonly planFile?: { readonly hash: string; readonly files: readonly string[] };
  /** What a person fixes once, the errors first; at most 100. Absent when there is nothing. */
  readonly causes?: readonly SummaryCause[];
  /** Rows of closed periods that were sent, and why; absent when there are none. */
  readonly restated?: Restated;
  /** Set if the service was only a copy: the counts say what would happen to the rows. */
  readonly rehearsed?: true;
  /** The run's folder, where the result files are. */
  readonly folder: string;
  /** The path of the result workbook, if there is one. */
  readonly workbook?: string;
  /** The same file with its digest. A later run compares it to see whether rows were fixed. */
  readonly results?: { readonly file: string; readonly sha256: string };
  /** The file of the rows to fix, if there is one. A later run compares its digest to see whether rows were fixed. */
  readonly failed?: { readonly file: string; readonly sha256: string };
}

/** A cause as summary.json has it. */
export interface SummaryCause {
  readonly column: string;
  readonly field: string;
  readonly code: string;
  readonly value: string;
  readonly rows: number;
  /** The first row, as Excel shows it. */
  readonly first: number;
  /** The text to write instead of the value; '' where none is known. */
  readonly suggestion: string;
  /** From 0 to 1; 0 where none is known. */
  readonly confidence: number;
}

const MOST_CAUSES = 100;

/** The errors and warnings among causes, as summary.json has them. */
export function summaryCauses(causes: readonly Cause[]): readonly SummaryCause[] {
  const shown = causes.filter(({ problem, isRest }) => problem.severity !== 'note' && !isRest).slice(0, MOST_CAUSES);
  return shown.map(({ problem: { column, field, code, value, row }, rows, answer }) => {
    const { text: suggestion = '', confidence = 0 } = answer ?? {};
    return {
      column,
      field,
      code,
      value: shownValue(value),
      rows,
      first: row,
      suggestion,
      confidence: inHundredths(confidence),
    };
  });
}

/** A confidence with two decimals. */
export function inHundredths(confidence: number): number {
  return Math.round(confidence * 100) / 100;
}

/** Rows by what an import would do with them. */
export interface PlanCounts {
  readonly create: number;
  readonly update: number;
  readonly delete: number;
  readonly unchanged: number;
  readonly skip: number;
  readonly conflict: number;
  readonly hold: number;
}

/** The approximate cost of carrying out a plan. */
export interface PlanEstimate {
  readonly requests: number;
  readonly seconds: number;
}

/** Counts rows by status and sums their amounts as they are processed. */
export interface Tally {
  add(result: Pick<Result, 'status' | 'finding'>, record: Values | undefined): void;
  counts(): Counts;
  /** Unsent rows that look unusual. */
  heldBack(): number;
  /** Rows that are not as a plan says, which was made before. */
  outOfDate(): number;
  totals(): Totals;
}

/** Starts a tally for rows of a dataset. */
export function tally(dataset: ImportDataset): Tally {
  const byStatus = new Map<Status, number>(statuses.map((status) => [status, 0]));
  const checked = new Map<string, ExactSum>();
  const written = new Map<string, ExactSum>();
  let heldBack = 0;
  let outOfDate = 0;
  return {
    add({ status, finding }, record) {
      if (status === 'unsent' && finding !== undefined && isSuspect(finding)) heldBack += 1;
      if (finding?.code === 'PLAN_OUT_OF_DATE') outOfDate += 1;
      byStatus.set(status, (byStatus.get(status) ?? 0) + 1);
      if (record === undefined) return;
      addTo(checked, dataset, record);
      if (status === 'created' || status === 'updated') addTo(written, dataset, record);
    },
    heldBack: () => heldBack,
    outOfDate: () => outOfDate,
    counts: () => countsFrom((status) => byStatus.get(status) ?? 0),
    totals: () => ({ field: dataset.total?.field ?? '', checked: texts(checked), written: texts(written) }),
  };
}

function addTo(sums: Map<string, ExactSum>, { total }: ImportDataset, record: Values): void {
  if (total === undefined) return;
  const amount = record[total.field];
  const unit = total.unit === undefined ? '' : String(record[total.unit] ?? '');
  const amounts = typeof amount === 'number' ? [amount] : typeof amount === 'object' ? Object.values(amount) : [];
  for (const value of amounts) {
    if (typeof value !== 'number') continue;
    const sum = sums.get(unit) ?? exactSum();
    sum.add(value);
    sums.set(unit, sum);
  }
}

function texts(sums: ReadonlyMap<string, ExactSum>): Record<string, string> {
  return Object.fromEntries([...sums].map(([unit, sum]) => [unit, sum.text()]));
}
