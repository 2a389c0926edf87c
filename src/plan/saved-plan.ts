// A plan as it is kept in a file: what an import would do with each row, over what the service holds. Pure; reading and writing the
// file is left to others.

import { createHash } from 'node:crypto';
import type { ProviderName, Values } from '../datasets/dataset.js';

/** What becomes of a row; `hold`: it looks unusual, `blocked`: it is invalid. */
export const plannedActions = [
  'create',
  'update',
  'delete',
  'unchanged',
  'skip',
  'conflict',
  'hold',
  'blocked',
] as const;
export type PlannedAction = (typeof plannedActions)[number];

/** One source row in a kept plan. */
export interface SavedRow {
  readonly sheet: string;
  /** As Excel shows it. */
  readonly row: number;
  /** See dedup/row-identity.ts; of a row without one, a digest of what could be read. */
  readonly identity: string;
  readonly action: PlannedAction;
  /** '' when none is known. */
  readonly remoteId: string;
  /** The code of the reason, and the reason in words; '' where there is none. */
  readonly code: string;
  readonly reason: string;
  /** What the service holds in the fields that differ; of a row to delete, in all of them. */
  readonly before?: Values;
  /** What the file says in these fields; of a row to create, in all of them. */
  readonly after?: Values;
  /** What the service holds in the other fields. */
  readonly held?: Values;
}

/** Rows by action. */
export type SavedCounts = Readonly<Record<PlannedAction | 'rows', number>>;

/** What decides about the rows of a table, besides the file and the service. */
export interface SavedTable {
  readonly dataset: string;
  readonly provider: ProviderName;
  /** Whose account it is, for people. */
  readonly owner: string;
  /** The same for programs; it holds no secret. */
  readonly accountKey: string;
  /** '' for a CSV file. */
  readonly sheet: string;
  /** The digest of the file. */
  readonly sha256: string;
  /** How the file is read, and what is done with rows that the service has. */
  readonly request: object;
}

/** Sums of the amount by unit, as exact decimal text. */
export interface SavedTotals {
  readonly field: string;
  readonly checked: Readonly<Record<string, string>>;
  /** Over the rows to create or update. */
  readonly written: Readonly<Record<string, string>>;
}

/** About how much it takes to carry out a table's plan. */
export interface SavedEstimate {
  readonly requests: number;
  readonly seconds: number;
}

/** Characters of the hash that people compare, and the fewest that name a plan. */
export const SHORT_HASH = 12;
export const LEAST_HASH = 8;

/** The digest of a plan: equal for equal plans, whenever and in whichever folder they were made. */
export class PlanHash {
  readonly #hash = createHash('sha256');

  /** Adds a line of the plan that decides something. */
  add(line: string): void {
    this.#hash.update(line).update('\n');
  }

  digest(): string {
    return this.#hash.digest('hex');
  }
}
