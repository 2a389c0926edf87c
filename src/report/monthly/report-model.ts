// What a monthly report says, as data: the workbook, the page and --json are made of it. Amounts are exact decimal text.

import type { ProviderName } from '../../datasets/dataset.js';
import type { ReportingPeriod } from '../../values/dates/reporting-period.js';

/**
 * A column of a table. `amount`: an exact decimal; `count`: a whole number; `share`: a part of 1, as decimal text.
 * A unit that the service does not state is marked: `t CO2e (assumed)`.
 */
export interface ReportColumn {
  readonly title: string;
  readonly kind: 'text' | 'amount' | 'count' | 'share';
  /** '' where there is none, or where another column says it. */
  readonly unit: string;
}

/** How a table is drawn: `columns` for what follows in time, `bars` for what is compared. */
export interface TableChart {
  readonly kind: 'columns' | 'bars';
  readonly title: string;
  /** The text alternative. */
  readonly description: string;
  /** The places, from 0, of the columns that name and measure each bar. */
  readonly label: number;
  readonly value: number;
  /** How many rows are drawn, from the first. */
  readonly rows: number;
}

/** A table of the report. A blank cell is ''. */
export interface ReportTable {
  /** Stays the same from report to report. */
  readonly id: string;
  readonly title: string;
  /** What is to be known about the figures; '' for nothing. */
  readonly note: string;
  readonly columns: readonly ReportColumn[];
  readonly rows: readonly (readonly string[])[];
  /** The sums of the columns that add up; the others are blank. Absent where nothing adds up. */
  readonly total?: readonly string[] | undefined;
  readonly chart?: TableChart | undefined;
}

/** A figure of the first page. */
export interface ReportFigure {
  readonly title: string;
  /** A decimal, or a whole number. */
  readonly value: string;
  readonly kind: 'amount' | 'count' | 'share';
  readonly unit: string;
  readonly note: string;
  /** What is shown where there is no value: `unknown` where the service does not say it. @default none */
  readonly blank?: string;
}

/** A dataset that the report has read. */
export interface ReportedDataset {
  readonly name: string;
  readonly title: string;
  /** Rows that the service holds, and those of the period, which the workbook lists. */
  readonly held: number;
  readonly listed: number;
}

/** What the figures of a service come to, before it is said whose they are. */
export interface Findings {
  readonly figures: readonly ReportFigure[];
  readonly tables: readonly ReportTable[];
  /** What has no figure, or is not counted, and why. */
  readonly coverage: ReportTable;
  /** Rows that lack something, by name: the first of each kind. */
  readonly missing: readonly ReportTable[];
  /** How the figures are to be understood. */
  readonly notes: readonly string[];
}

/** A monthly report. */
export interface MonthlyReport extends Findings {
  readonly version: 1;
  readonly title: string;
  readonly period: ReportingPeriod;
  readonly provider: ProviderName;
  /** The provider's name for people. */
  readonly service: string;
  /** Whose data it is, for people. */
  readonly account: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly datasets: readonly ReportedDataset[];
  /** Why figures are not what they were in an earlier report. */
  readonly bridge?: readonly ReportTable[] | undefined;
}
