// What reads the rows of a service for a report: it says which datasets it needs, sees each row once, and then has the figures.

import type { ExportableName } from '../../datasets/catalogue.js';
import type { ExportColumn } from '../../datasets/dataset.js';
import { extraKeyOf } from '../../datasets/extra-columns.js';
import type { ReportingPeriod } from '../../values/dates/reporting-period.js';
import { figureNumber } from '../../values/numbers/figure.js';
import type { Days } from './attribution.js';
import type { Findings } from './report-model.js';

/** An exported row, by column key. */
export type Row = Readonly<Record<string, string | number | null>>;

/** What a row adds to the figure that reports are compared by, whatever its period. */
export interface BridgedRows {
  /** As exact decimal text; undefined where the row is not counted. */
  figureOf(row: Row): string | undefined;
  /** The days that it is about. @default none: it is of every period of the scope */
  readonly daysOf?: (row: Row) => Days;
  /** The thing of which it is one of several rows, where a report counts things. */
  readonly thingOf?: (row: Row) => string;
  /** What it depends on besides what was given to the service with the row. */
  readonly dependsOn?: (row: Row) => string;
}

/** The figure that reports are compared by. */
export interface BridgedFigure {
  readonly title: string;
  readonly unit: string;
  /** Whether it adds up. */
  readonly adds: boolean;
  /** Reports are compared with those of the same scope, such as of one year's volumes; '' for any. */
  readonly scope: string;
  /** Whether the figures of the report count a row of these days. */
  isCounted(days: Days | undefined): boolean;
  /** What the report counts, where the figure does not add up. */
  readonly things?: string;
}

/** A dataset that a report reads. */
export interface CollectedDataset {
  readonly name: ExportableName;
  readonly filters?: Readonly<Record<string, readonly string[]>>;
  /** Columns that the report adds to those of the dataset. */
  readonly added?: readonly ExportColumn[];
  /** What reports are compared by. @default the dataset has no such figure */
  readonly bridged?: BridgedRows;
  /** Takes a row in; returns it, perhaps with the added columns, where the report is to list it. */
  see(row: Row): Row | undefined;
}

/** The figures of a service in the making. */
export interface Collector {
  /** In the order in which they have to be read. */
  readonly datasets: readonly CollectedDataset[];
  readonly bridged: BridgedFigure;
  /** Once all rows were seen. */
  findings(): Findings;
}

/** Starts to collect the figures of a period. */
export type OpenCollector = (period: ReportingPeriod) => Collector;

/** A text of a row; '' for a blank. */
export function textIn(row: Row, key: string): string {
  return String(givenIn(row, key) ?? '').trim();
}

/** A number of a row; undefined for a blank and for what is no number. */
export function numberIn(row: Row, key: string): number | undefined {
  return figureNumber(givenIn(row, key));
}

/** What the service says, also where an import would not take it, such as the status `error`. */
function givenIn(row: Row, key: string): string | number | null {
  return row[key] ?? row[extraKeyOf(key)] ?? null;
}
