// What the ledger remembers: runs, the intent to write a row, and the row's result. Only the interface and its row types:
// the SQLite file behind it is sqlite-ledger.ts, and a shared database for teams can stand in its place.

import type { Attempt, Counts, Result } from '../plan/result.js';
import type { ClosedPeriods } from './closed-periods.js';
import type { Cursors } from './cursors.js';
import type { CarriedRow, Origin } from './origins.js';

/** Where rows are written: one dataset of one account. */
export interface Target {
  /** Names the account among all of all services; equal for equal accounts; no secret. */
  readonly accountKey: string;
  readonly dataset: string;
}

/** What is known of a run when it begins. */
export interface RunHeader {
  readonly id: string;
  readonly command: string;
  readonly dataset: string;
  readonly provider: string;
  /** The organisation or group that is written to, for people; never a secret. */
  readonly account: string;
  /** See Target. Absent in runs of version 1. */
  readonly accountKey?: string;
  /** The run that this one takes up again. */
  readonly parent?: string;
  /**
   * What was asked for: the options that are needed to do it again, without secrets. The ledger keeps it as JSON and does not
   * look into it; who takes it out parses it. At most 64 KiB of JSON.
   */
  readonly request?: unknown;
  /** The source file, or the file of an export, as the user named it. */
  readonly file: string;
  /** Of the file, in hex; '' until an export has ended. */
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
  /** Of the file, in hex, where the run wrote it: it is not known when the run begins. */
  readonly sha256?: string;
}

/** A run as the ledger knows it. Without `finishedAt` it is still going on, or it was killed. */
export interface RunRow extends RunHeader {
  readonly finishedAt?: string;
  readonly exitCode?: number;
  /** When `prune` removed what is not needed of it, ISO 8601, UTC: rows that are not known may have had a result. */
  readonly prunedAt?: string;
  /** Why an undo of it was allowed to change closed periods; several reasons with `; ` between. */
  readonly undoRestated?: string;
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
  readonly action: 'create' | 'update' | 'delete';
  /** The service's id of the row that is to be updated or deleted. */
  readonly remoteId?: string;
  /** Digest of what is going to be written. */
  readonly written?: string;
  /**
   * The remote record before an update, a JSON value. The first one that a run gives for a row stays: that is the one to
   * restore, also when the update is sent again.
   */
  readonly before?: unknown;
}

/** What became of a row. */
export interface RowResult extends RowAddress, Result {}

/** What became of a row, with how it went. */
export interface Settlement extends RowResult {
  /** Digest of what was written, where the intent's is not the one. */
  readonly written?: string;
  /** The requests about the row since its last settlement; they are added to those known already. The newest 50 are kept. */
  readonly log?: readonly Attempt[];
}

/** All that the ledger knows of a row, its attempts left aside. */
export interface RowEntry extends RowResult {
  /** The id of its run. */
  readonly run: string;
  /** What was intended; absent when the row needed no request. */
  readonly action?: Intent['action'];
  /** ISO 8601, UTC; absent when there was no intent, or no time was noted. */
  readonly intendedAt?: string;
  readonly settledAt?: string;
  readonly before?: unknown;
  readonly written?: string;
  /** When the row was taken back at the service; its status stays what it was. ISO 8601, UTC. */
  readonly undoneAt?: string;
}

/**
 * The memory of every run. A row has one outcome at a time: its intent without a result means `in-doubt`, a result takes
 * the intent's place, and a new intent opens the row again. The newest call about a row counts, in the order of the calls;
 * times are noted to be told, and to see how far a service's list lags; they never decide which of two calls is newer.
 *
 * Every call may throw a Stop whose code begins with `LEDGER_`; nothing may be sent then.
 */
export interface Ledger {
  /** Notes a run. Its id must be new. */
  beginRun(run: RunHeader): Promise<void>;

  /** Keeps another request of a run, in which a question is answered. */
  replaceRequest(run: string, request: RunHeader['request']): Promise<void>;

  /**
   * Notes that rows are about to be written. Resolves only when that is durable, also against a power cut:
   * the request may leave then, and not before. Calls of the same turn of the event loop share one commit.
   */
  intend(run: string, rows: readonly Intent[]): Promise<void>;

  /**
   * Notes what became of rows, with or without an intent before. Readable at once by `results`. Survives a killed process
   * from the end of the turn on; a power cut may take the newest ones, and their rows are then in doubt, which is true.
   */
  settle(run: string, results: readonly Settlement[]): Promise<void>;

  /**
   * The rows that the ledger knows, by ordinal, in bounded memory. An intent without a result is `in-doubt`, without a finding.
   * Results that the disk did not take are told all the same, as long as this ledger is open. So do `inDoubt` and `unfinished`.
   */
  results(run: string): AsyncIterable<RowResult>;

  /** Those of `results` that are in doubt. */
  inDoubt(run: string): AsyncIterable<RowResult>;

  /** Those of `results` without a final result: in doubt, or unsent. Rows that the run never came to are not known here. */
  unfinished(run: string): AsyncIterable<RowResult>;

  /** The rows of a run that are not done, by ordinal: failed, invalid, unsent, in doubt; or those that an undo took back. */
  entries(run: string, which: 'open' | 'undone'): AsyncIterable<RowEntry>;

  /** The rows of a run that have one of these identities, by ordinal. */
  entriesOf(run: string, identities: readonly string[]): AsyncIterable<RowEntry>;

  /** How many different rows the imports into the target have known; invalid ones have no identity, and are not counted. */
  rowsKnown(target: Target): Promise<number>;

  /** The rows that a run created, updated or deleted and that are not undone, the last of the file first, in bounded memory. */
  written(run: string): AsyncIterable<RowEntry>;

  /** The identities of the rows that a run created or updated and that are not undone, many at a time. */
  identities(run: string): AsyncIterable<readonly string[]>;

  /** Notes durably that rows of a run were taken back at the service. */
  undone(run: string, ordinals: readonly number[]): Promise<void>;

  /** Keeps why an undo of a run was allowed to change closed periods, beside the reasons of earlier ones. */
  noteUndoRestated(run: string, reason: string): Promise<void>;

  /** Adds requests to those known of a row, durably; its result stays, and a run that has ended stays ended. */
  addAttempts(run: string, ordinal: number, log: readonly Attempt[]): Promise<void>;

  /** When the newest of these rows was about to be written, in milliseconds since the epoch; undefined where no time was noted. */
  newestIntent(run: string, ordinals: readonly number[]): Promise<number | undefined>;

  /** One row of a run. */
  row(run: string, ordinal: number): Promise<RowEntry | undefined>;

  /** What came of one row of a sheet, by ordinal: several rows where the table is a matrix. */
  rowsAt(run: string, sheet: string, row: number): Promise<readonly RowEntry[]>;

  /** The rows of all runs that know this remote id, the newest run first. Looks through the whole ledger. */
  rowsByRemoteId(remoteId: string, limit: number): Promise<readonly RowEntry[]>;

  /** The requests about a row, in the order in which they were settled. */
  attempts(run: string, ordinal: number): Promise<readonly Attempt[]>;

  /**
   * Which rows were written before whose identity begins with a text of `starts`: by start, the newest row of each such
   * identity that was created or updated at the target and is not undone. All starts have one length. Ask for many at once.
   * The first call puts what earlier runs wrote in order (a second or two for 1,000,000 rows); what a run that is still going
   * on writes after that may be missing. Runs of version 1 are not known here.
   */
  writtenBefore(target: Target, starts: readonly string[]): Promise<ReadonlyMap<string, readonly RowEntry[]>>;

  /** The runs that were about to write to the target, the newest first; no exports. Runs of version 1 are not known here. */
  runsInto(target: Target): Promise<readonly RunRow[]>;

  /** The keys of the accounts that runs were about to write a dataset to. Runs of version 1 are not known here. */
  accountsOf(dataset: string): Promise<readonly string[]>;

  /** Whether a run has ever been about to write rows to the account, of whatever dataset. Runs of version 1 are not known here. */
  hasWrittenTo(accountKey: string): Promise<boolean>;

  /**
   * Keeps what the amounts of a run were like, a JSON value, in place of what was kept of it before. The ledger does not look
   * into it; who takes it out parses it.
   */
  keepAmounts(run: string, kept: unknown): Promise<void>;

  /** What was kept of the newest runs into the target, as far as nothing of them was undone. */
  amountsInto(target: Target): Promise<readonly unknown[]>;

  /** Notes which rows of another account, by its key, the rows of a run were, durably. */
  noteOrigins(run: string, source: string, origins: readonly Origin[]): Promise<void>;

  /** The rows of another account that the target has, by the id that they have there, as far as no undo removed them. */
  carriedOver(source: string, target: Target): Promise<ReadonlyMap<string, CarriedRow>>;

  /** The runs that were begun as parts of a run, the oldest first. */
  children(run: string): Promise<readonly RunRow[]>;

  /** Notes how a run ended. A run that gets further intents or results has not ended any more, until it ends again. */
  finishRun(run: string, end: RunEnd): Promise<void>;

  /** The newest runs, the newest first. */
  runs(limit: number): Promise<readonly RunRow[]>;

  /** The run with this id, or the only one whose id begins so; undefined when there is none, a Stop when there are several. */
  run(idOrPrefix: string): Promise<RunRow | undefined>;

  /**
   * The newest run that has not ended, or ended with rows in doubt or unsent, and that no `resume` has taken up since. Not one
   * that ended with code 2 before anything was written, as without a yes. It may be going on in another process.
   */
  latestUnfinishedRun(): Promise<RunRow | undefined>;

  /** How far exports of changes have come. */
  readonly cursors: Cursors;

  /** The periods in which nothing is written. */
  readonly closedPeriods: ClosedPeriods;
  /** How many rows of a run no later command needs: skipped and unchanged ones, and those that were undone. */
  prunable(run: string): Promise<number>;

  /**
   * Forgets what no later command needs of a run that has ended, or of an export: those rows, the requests about the others, and the
   * run itself where none of its rows is left and no other record refers to it. A run that stays is marked first (`prunedAt`).
   * @param at the time, ISO 8601, UTC.
   * @returns whether the run is forgotten.
   */
  prune(run: string, at: string): Promise<boolean>;

  /**
   * Gives free space back to the disk, in portions, so that a run that goes on is not held up.
   * @returns the size of the file in bytes, before and after; `later` where it has to be rewritten and a run has not ended.
   */
  shrink(): Promise<{ readonly before: number; readonly after: number; readonly later: boolean }>;

  /** Writes what is waiting and closes the file. No other call may follow. */
  close(): Promise<void>;
}
