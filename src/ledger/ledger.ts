// What the ledger remembers: runs, the intent to write a row, and the row's result. Only the interface and its row types:
// the SQLite file behind it is sqlite-ledger.ts, and a shared database for teams can stand in its place.

import type { Counts, Result } from '../plan/result.js';

/** What is known of a run when it begins. */
export interface RunHeader {
  readonly id: string;
  readonly command: string;
  readonly dataset: string;
  readonly provider: string;
  /** The organisation or group that is written to; never a secret. */
  readonly account: string;
  /** The source file as the user named it. */
  readonly file: string;
  /** Of the source file, in hex. */
  readonly sha256: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** The run's folder. */
  readonly folder: string;
}

/** How a run ended. */
export interface RunEnd {
  /** ISO 8601, UTC. */
  readonly finishedAt: string;
  readonly exitCode: number;
  readonly counts: Counts;
}

/** A run as the ledger knows it. Without `finishedAt` it is still going on, or it was killed. */
export interface RunRow extends RunHeader {
  readonly finishedAt?: string;
  readonly exitCode?: number;
  /** As the run reported them; for a run that has not ended, counted over the rows that the ledger holds. */
  readonly counts: Counts;
}

/** Which source row is meant. */
export interface RowAddress {
  /** The row's position among the file's rows, from 0. */
  readonly ordinal: number;
  readonly sheet: string;
  /** As Excel shows it, from 1. */
  readonly row: number;
  /** A hash of what makes the row itself; not its position. '' when it has none, such as an invalid row. */
  readonly identity: string;
}

/** A row that is about to be written. */
export interface Intent extends RowAddress {
  readonly action: 'create' | 'update';
  /** The service's id of the row that is to be updated. */
  readonly remoteId?: string;
}

/** What became of a row. */
export interface RowResult extends RowAddress, Result {}

/**
 * The memory of every run. A row has one outcome at a time: its intent without a result means `in-doubt`, a result takes
 * the intent's place, and a new intent opens the row again. The newest call about a row counts, in the order of the calls.
 *
 * Every call may throw a Stop whose code begins with `LEDGER_`; nothing may be sent then.
 */
export interface Ledger {
  /** Notes a run. Its id must be new. */
  beginRun(run: RunHeader): Promise<void>;

  /**
   * Notes that rows are about to be written. Resolves only when that is durable, also against a power cut:
   * the request may leave then, and not before. Calls of the same turn of the event loop share one commit.
   */
  intend(run: string, rows: readonly Intent[]): Promise<void>;

  /**
   * Notes what became of rows, with or without an intent before. Readable at once by `results`. Survives a killed process
   * from the end of the turn on; a power cut may take the newest ones, and their rows are then in doubt, which is true.
   */
  settle(run: string, results: readonly RowResult[]): Promise<void>;

  /** The rows that the ledger knows, by ordinal, in bounded memory. An intent without a result is `in-doubt`, without a finding. */
  results(run: string): AsyncIterable<RowResult>;

  /** Those of `results` that are in doubt. */
  inDoubt(run: string): AsyncIterable<RowResult>;

  /** Notes how a run ended. A run that was taken up again may end again. */
  finishRun(run: string, end: RunEnd): Promise<void>;

  /** The newest runs, the newest first. */
  runs(limit: number): Promise<readonly RunRow[]>;

  /** The run with this id, or the only one whose id begins so; undefined when there is none, a Stop when there are several. */
  run(idOrPrefix: string): Promise<RunRow | undefined>;

  /** Writes what is waiting and closes the file. No other call may follow. */
  close(): Promise<void>;
}
