// What is asked of a migration, and how one ended. Data alone.

import type { ProviderName } from '../../datasets/dataset.js';
import type { Stop } from '../../problems/stop.js';
import type { MigrationSummary } from '../../report/migration.js';
import type { MovedDataset, MoveTerms } from './move-dataset.js';

/** What to migrate, and how. */
export interface MigrateRequest extends MoveTerms {
  readonly provider: ProviderName;
  /** The datasets. @default all that the service has, but invites */
  readonly datasets: readonly string[];
  /** Only plans: sends nothing, and asks nothing. */
  readonly dryRun: boolean;
  /** Compares both accounts again: sends nothing. */
  readonly verify: boolean;
  /** Do not ask first. */
  readonly yes: boolean;
}

/** A migration that ended. */
export interface Migrated {
  readonly summary: MigrationSummary;
  /** Why it ended before the last row, if it did. */
  readonly stop: Stop | undefined;
  /** Why rows of a dataset were not sent, though those of others were. */
  readonly stops: readonly (Pick<MovedDataset, 'dataset'> & { readonly stop: Stop })[];
  /** Rows were to be sent, and nobody has agreed. */
  readonly isUnconfirmed: boolean;
  /** Paths of the files written. */
  readonly files: readonly string[];
}
