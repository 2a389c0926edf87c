// What a migration reports: what could not be carried over, and whether both accounts hold the same. Data alone.

import type { Counts } from '../plan/result.js';
import type { PlanCounts } from './summary.js';

/** One dataset of a migration. */
export interface MigratedDataset {
  readonly dataset: string;
  /** The run that sent its rows; null where the source has none. */
  readonly run: string | null;
  /** The folder of that run; '' without one. */
  readonly folder: string;
  readonly counts: Counts;
  /** What would be done with the rows; absent once they were sent. */
  readonly plan?: Partial<PlanCounts>;
  readonly exitCode: number;
}

/** Something that the rows of a dataset have and that the target does not get. */
export interface LostPart {
  readonly dataset: string;
  /** The title of a field, or what else it is. */
  readonly what: string;
  readonly why: string;
  /** Rows that have it. */
  readonly rows: number;
  /** Of the first of them, its key and what it has. */
  readonly example: { readonly key: string; readonly value: string };
}

/** Something of an account that does not move at all. */
export interface UnmovedDataset {
  /** The name of a dataset, or what else it is. */
  readonly what: string;
  readonly why: string;
}

/** A row that the target does not have, and why. */
export interface RowLeft {
  readonly dataset: string;
  readonly key: string;
  readonly sourceId: string;
  readonly status: string;
  readonly code: string;
  readonly message: string;
}

/** Something that is not the same in both accounts. */
export interface AccountDifference {
  readonly dataset: string;
  readonly key: string;
  readonly sourceId: string;
  /** '' where the target does not have the row. */
  readonly targetId: string;
  /** The title of a field, `row`, or `kg CO2e`. */
  readonly what: string;
  readonly source: string;
  readonly target: string;
}

/** The rows and emissions of a product in both accounts. */
export interface ProductParity {
  readonly product: string;
  readonly unit: string;
  readonly rows: { readonly source: number; readonly target: number };
  /** Exact decimals; null until all of them are calculated. */
  readonly co2e: { readonly source: string | null; readonly target: string | null };
  /** Target less source; null until both are known. */
  readonly difference: string | null;
}

/** Both accounts compared. */
export interface Parity {
  /** When, ISO 8601, UTC. */
  readonly comparedAt: string;
  readonly datasets: readonly {
    readonly dataset: string;
    readonly source: number;
    /** Rows of the source that the target has. */
    readonly target: number;
    /** Rows of the target that are of no row of the source. */
    readonly others: number;
    /** Those of them that were neither there before the migration, nor come from another import. */
    readonly surplus: number;
    /** Rows of the source that are missing, or that say something else. */
    readonly differing: number;
  }[];
  readonly differences: readonly AccountDifference[];
  readonly products: readonly ProductParity[];
  /** Figures of the source that the target has not calculated yet. */
  readonly pending: number;
  /** There is no difference, and no figure is pending. */
  readonly isEqual: boolean;
}

/** The summary of a migration: what summary.json and migration.json hold and --json prints. */
export interface MigrationSummary {
  readonly version: 1;
  readonly run: string;
  readonly command: 'migrate';
  readonly provider: string;
  /** The accounts, for people. */
  readonly from: string;
  readonly to: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  /** Nothing was sent. */
  readonly dryRun: boolean;
  readonly datasets: readonly MigratedDataset[];
  /** Those of all datasets together. */
  readonly counts: Counts;
  readonly lost: readonly LostPart[];
  readonly unmoved: readonly UnmovedDataset[];
  readonly left: readonly RowLeft[];
  readonly parity?: Parity;
  readonly exitCode: number;
  readonly folder: string;
}
