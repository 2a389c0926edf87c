// What is still to be done of all imports, as data: the open rows by the run that knows them last.

import type { ProviderName } from '../../datasets/dataset.js';
import type { Status } from '../../plan/result.js';

/** A row that is not done, as its newest run left it. */
export interface OpenRow {
  readonly sheet: string;
  /** As Excel shows it, from 1. */
  readonly row: number;
  readonly status: Extract<Status, 'failed' | 'invalid' | 'unsent' | 'in-doubt'>;
  readonly remoteId: string;
  /** Why; '' where nothing is known. */
  readonly code: string;
  readonly message: string;
  readonly field: string;
  /** When the first import that could not do it began, and when it was tried last. ISO 8601, UTC. */
  readonly firstAt: string;
  readonly lastAt: string;
  /** How many imports could not do it. */
  readonly imports: number;
}

/** The open rows that a run knows last. */
export interface OpenRun {
  readonly run: string;
  readonly file: string;
  readonly startedAt: string;
  /** False where the run was killed, or goes on. */
  readonly hasEnded: boolean;
  /** Rows that it did not come to. */
  readonly notReached: number;
  /** The file in which rows can be fixed; null where the run has none. */
  readonly toFix: string | null;
  readonly rows: readonly OpenRow[];
}

/** The latest outcomes of all rows that were imported into a dataset of an account. */
export interface Standing {
  readonly dataset: string;
  readonly provider: ProviderName;
  /** Whose data it is, for people. */
  readonly account: string;
  readonly imports: number;
  /** Different rows, by their latest outcome; `fixed`: another row was sent in their place. */
  readonly counts: {
    readonly rows: number;
    readonly done: number;
    readonly fixed: number;
    readonly undone: number;
    readonly open: number;
    readonly notReached: number;
  };
  readonly runs: readonly OpenRun[];
}
