// What a dataset's file offers: how its rows are looked up, written, read back and exported.

import type { ExportDataset, Values } from '../datasets/dataset.js';
import type { Match, Obstacle } from '../plan/action.js';
import type { Result } from '../plan/result.js';
import type { Stop } from '../problems/stop.js';
import type { Call, Session } from './session.js';

/** The datasets of a provider by name. Each is loaded when it is needed. */
export type Bindings = Readonly<Record<string, () => Promise<OpenBinding>>>;
export type Exporters = Readonly<Record<string, () => Promise<Exporter>>>;

/** The result of a look-up: the row at the service, an obstacle to writing it, or nothing. */
export type LookUpResult = Match | Obstacle | undefined;

/** The rows that the service already holds of a dataset. */
export interface Holdings<V = Values> {
  /**
   * A matcher for one pass over the rows. Each held row matches once: of three equal rows, two held rows match two.
   * `remoteId`: the service is known to hold the row under this id. `isDelete`: the row asks to be deleted.
   */
  matcher(): (record: V, remoteId?: string, isDelete?: boolean) => LookUpResult | Promise<LookUpResult>;
}

/** A row that asks to be deleted and makes room for others. */
export interface Leaving<V = Values> {
  readonly record: V;
  /** The service's id in an exported row; '' without one. */
  readonly remoteId: string;
}

/** Unedited rows of an export, which are only compared with the list. */
export interface Watch<V = Values> {
  /** The ids of these rows, for services without a list of all rows. */
  readonly ids: AsyncIterable<string>;
  /** Receives every listed row, also those that are not watched. `values`: as `rows` gives them. */
  see(remoteId: string, values: () => V): void;
}

/** Options of a look-up. */
export interface LookUpTerms<V = Values> {
  /** Rows are only written to a file, so the settings for sending them are not needed. */
  readonly via?: 'file' | undefined;
  /** The rows of the file that ask to be deleted. */
  readonly leaving?: AsyncIterable<Leaving<V>> | undefined;
  /** Receives the listed rows. Only for datasets with a `readBack`, whose rows have ids. */
  readonly watch?: Watch<V> | undefined;
  /**
   * Receives every row that the look-up lists anyway, with the fields that it reads; perhaps more than once. No request is made for
   * it: where a service is only asked about single rows, none comes.
   */
  readonly each?: ((remoteId: string, values: () => V) => void) | undefined;
}

/** The answer to a write. */
export interface Written {
  readonly remoteId: string;
  readonly requestId: string;
  readonly attempts: number;
}

/** Writes rows, one request each. */
export interface RowWriter<V = Values> {
  readonly by: 'row';
  /** Absent when the service offers no way to create one. */
  create?(record: V): Promise<Written>;
  /** Reads the row that an update is going to change. */
  read?(remoteId: string): Promise<HeldRow<V>>;
  /**
   * Absent when the service offers no update. `held`: the result of `read`. Sends only the fields that differ from it, where
   * the service accepts single fields (plan/changed-fields.ts).
   */
  update?(remoteId: string, record: V, held?: HeldRow<V>): Promise<Written>;
  /**
   * Restores the values that fields had before an update, and clears the fields that had none. Other fields stay as they
   * are. Absent when the service offers no update.
   */
  restore?(remoteId: string, before: V, fields: readonly string[]): Promise<void>;
}

/** A row at the service. */
export interface HeldRow<V = Values> {
  /** By the dataset's fields. A field without a value is absent. */
  readonly values: V;
  /** The whole body, for the dataset's own file. */
  readonly whole: unknown;
}

/** The write that a row asks for. */
export type WriteKind = 'create' | 'update' | 'delete';

/** A row of a batch. */
export interface BatchRow<V = Values> {
  readonly kind: WriteKind;
  /** '' for a create. */
  readonly remoteId: string;
  readonly record: V;
}

/** The result of a row of a batch. `stop`: the reason to send no further batch. */
export interface BatchResult extends Result {
  readonly stop?: Stop;
}

/** Writes many rows at a time. Each row gets its own result, in the order given. */
export interface BatchWriter<V = Values> {
  readonly by: 'batch';
  readonly maxRows: number;
  /** The writes that the service offers. */
  readonly kinds: readonly WriteKind[];
  /** Rows depend on one another, as the periods of a product do, so there is no canary. */
  readonly together?: true;
  /** Throws a Stop that names the missing settings that only this writer needs. */
  requireSettings?(): unknown;
  /**
   * Which rows without an answer are sent again: those that a look-up does not find, where two writes make one thing; or only those
   * that are proven absent. @default none
   */
  readonly resends?: 'unfound' | 'absent';
  /** A row counts as created only when it was read back with the values that were sent. */
  readonly confirms?: true;
  /** About how many requests a batch takes, those that confirm it included. */
  requests(rows: number): number;
  /**
   * Sends a batch; batches follow one another in the order of the file. Rejects only when no row was sent.
   */
  send(rows: readonly BatchRow<V>[]): Promise<readonly BatchResult[]>;
}

/** Entries of an account in the form in which its service lists them, for a rehearsal. */
export interface AccountCopy {
  readonly purchases?: readonly unknown[];
  readonly soldProducts?: readonly unknown[];
  readonly resoldProducts?: readonly unknown[];
  readonly suppliers?: readonly unknown[];
  readonly variableProducts?: readonly unknown[];
  readonly variableUnits?: readonly unknown[];
  /** What the copy does not contain, as ends of sentences. */
  readonly lacks: readonly string[];
}

/** Copies the answers that `holdings` receives. */
export interface Copier<V = Values> {
  /** Receives the answer to a call of a named route. */
  see(route: string, call: Call, body: unknown): void;
  /** Entries copied so far. */
  readonly size: number;
  /** The copy, once `holdings` has ended. `candidates` streams the file's records, for services without a list of all rows. */
  copy(candidates: AsyncIterable<V>): Promise<AccountCopy>;
}

/** Opens a dataset of an account. What it learns of the account is kept in the binding that it returns. */
export type OpenBinding = (session: Session) => Binding;

/** How one dataset of an account is looked up and written. */
export interface Binding<V = Values> {
  /** The same binding with all that it has learned, whose requests go through another session of the same account. */
  withSession(session: Session): Binding<V>;
  /** Reads the rows at the service. `candidates` streams the file's records, for services that are asked about each. */
  holdings(candidates: AsyncIterable<V>, terms?: LookUpTerms<V>): Promise<Holdings<V>>;
  readonly writer: RowWriter<V> | BatchWriter<V>;
  /** Writes many rows as one file (`--via bulk-csv`). Absent where the service accepts no such file. */
  readonly bulk?: BatchWriter<V>;
  /** Starts to copy what `holdings` reads, for a rehearsal. Absent where that is not enough for a copy. */
  copier?(): Copier<V>;
  /**
   * Reads one row by its id; undefined when it does not exist. Absent where rows have no id of their own at the service.
   */
  readBack?(remoteId: string): Promise<V | undefined>;
  /**
   * Every row at the service, for a dataset with `exported`. `readBack` gives equal values for the same row.
   * @param filters by the names in the dataset's `exported`.
   */
  rows?(filters: Filters): AsyncIterable<ListedRow<V>>;
  /** The same rows, many at a time; absent where there are never many. Goes with `rows`. */
  pages?(filters: Filters): AsyncIterable<readonly ListedRow<V>[]>;
  /** Absent where the service does not say what has changed. */
  changes?(): Changes<ListedRow<V>>;
  /** Whether a later look-up would match the record to this row. Goes with `readBack`. */
  isFoundIn?(record: V, held: V): boolean;
  /** Deletes one row. A row that does not exist counts as deleted. Absent where the service offers no deletion. */
  remove?(remoteId: string): Promise<void>;
  /** Titles and cells of a file for the provider's own upload (`--via file`). Absent when the provider has none. */
  readonly file?: { readonly columns: readonly string[]; row(record: V): readonly (string | number)[] };
}

/** A cell of an exported row; null is blank. */
export type ExportValue = string | number | null;

/** Values to filter an export by, by the name of the filter. */
export type Filters = Readonly<Record<string, readonly string[]>>;

/** A row of an export that can be imported again. */
export interface ListedRow<V = Values> {
  /** '' when a row has no id of its own. */
  readonly remoteId: string;
  /** The time of the last change, verbatim; '' when the service gives none. */
  readonly version: string;
  readonly values: V;
  /** The cells of the dataset's `exported.columns`, by key. */
  readonly shown: Readonly<Record<string, ExportValue>>;
}

/** A row that a feed says has changed. */
export interface Change {
  readonly id: string;
  /** RFC 3339, to the nanosecond; verbatim. */
  readonly stamp: string;
}

/** A row that is there, as far as it is known without asking for all of it. */
export interface Present<T = unknown> {
  readonly id: string;
  /** Differs where the row differs in a way that its feed may not tell. */
  readonly digest: string;
  /** RFC 3339; '' where it is not known. */
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly item: T;
}

/** What has changed of a dataset since a moment. */
export interface Changes<R, T = unknown> {
  /**
   * What changed at or after a moment, page by page, the oldest first; without a moment, all that ever changed.
   * @param onFull is called where the service has more changes of one moment than it lists: then some are not given.
   */
  feed(since: string | undefined, onFull: () => void): AsyncIterable<readonly Change[]>;
  /** All rows that are there, page by page. */
  present(): AsyncIterable<readonly Present<T>[]>;
  /** The rows of some that are there, in their order; at most `mostItems` of them. */
  rows(items: readonly T[]): Promise<readonly R[]>;
  readonly mostItems: number;
}

/** How one dataset is read from its provider. */
export interface Exporter {
  readonly dataset: ExportDataset;
  /**
   * Rows by the dataset's column keys. Any other key is a field that the service has added; it becomes a column at the end.
   */
  rows(session: Session, filters: Filters): AsyncIterable<Readonly<Record<string, ExportValue>>>;
  /** The same rows, many at a time; absent where there are never many. */
  pages?(session: Session, filters: Filters): AsyncIterable<readonly Readonly<Record<string, ExportValue>>[]>;
  /** Absent where the service does not say what has changed. */
  changes?(session: Session): Changes<Readonly<Record<string, ExportValue>>>;
}
