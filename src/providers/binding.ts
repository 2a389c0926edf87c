// What a dataset's file offers: how its rows are looked up, written, read back and exported.

import type { ExportDataset, Values } from '../datasets/dataset.js';
import type { Match, Obstacle } from '../plan/action.js';
import type { Result } from '../plan/result.js';
import type { Stop } from '../problems/stop.js';
import type { Call, Session } from './session.js';

/** A provider's datasets by name, each loaded when it is needed. */
export type Bindings = Readonly<Record<string, () => Promise<OpenBinding>>>;
export type Exporters = Readonly<Record<string, () => Promise<Exporter>>>;

/** What a look-up finds: the row that is held, what stands in the way of writing it, or nothing. */
export type LookUpResult = Match | Obstacle | undefined;

/** What a service already holds of a dataset, as far as sameness needs it. */
export interface Holdings<V = Values> {
  /**
   * A fresh matcher for one pass over the rows; it consumes, so that of three equal rows two held ones match two.
   * `remoteId`: the row is known to be held under this id, so take that one. `isDelete`: it asks to be deleted.
   */
  matcher(): (record: V, remoteId?: string, isDelete?: boolean) => LookUpResult | Promise<LookUpResult>;
}

/** A row that asks to be deleted: it makes room for others. */
export interface Leaving<V = Values> {
  readonly record: V;
  /** The id of the row of the service that it is an export of; '' when it is none. */
  readonly remoteId: string;
}

/** Rows of an export that are only compared with what is listed of them. */
export interface Watch<V = Values> {
  /** Their ids, for services that have no list of all rows. */
  readonly ids: AsyncIterable<string>;
  /** Takes a row as the service lists it, whether it is one of these or not. `values`: as `rows` gives them. */
  see(remoteId: string, values: () => V): void;
}

/** What else a look-up may go by. */
export interface LookUpTerms<V = Values> {
  /** Rows are only written to a file, so that what sending them needs does not matter. */
  readonly via?: 'file' | undefined;
  /** Those of the file that ask to be deleted, again. */
  readonly leaving?: AsyncIterable<Leaving<V>> | undefined;
  /** Is shown what is listed; where rows have ids, which is where there is a `readBack`. */
  readonly watch?: Watch<V> | undefined;
}

/** What a write answered. */
export interface Written {
  readonly remoteId: string;
  readonly requestId: string;
  readonly attempts: number;
}

/** Rows written one request each. */
export interface RowWriter<V = Values> {
  readonly by: 'row';
  /** Absent when the service offers no way to create one. */
  create?(record: V): Promise<Written>;
  /** What an update is going to change, as it is now. */
  read?(remoteId: string): Promise<HeldRow<V>>;
  /**
   * Absent when the service offers no update. `held`: what `read` gave, where it was asked. Sends only what differs from it,
   * where the service takes single fields (plan/changed-fields.ts).
   */
  update?(remoteId: string, record: V, held?: HeldRow<V>): Promise<Written>;
  /**
   * Gives fields back the values that they had before an update, and takes those away that had none; all others stay as
   * they are. Absent when the service offers no update.
   */
  restore?(remoteId: string, before: V, fields: readonly string[]): Promise<void>;
}

/** A row as the service holds it. */
export interface HeldRow<V = Values> {
  /** In the dataset's own terms. A field without a value is absent. */
  readonly values: V;
  /** All that the service said of it, for the file that asked. */
  readonly whole: unknown;
}

/** What is to be done with a row of a batch. */
export type WriteKind = 'create' | 'update' | 'delete';

/** A row of a batch. */
export interface BatchRow<V = Values> {
  readonly kind: WriteKind;
  /** '' for a create. */
  readonly remoteId: string;
  readonly record: V;
}

/** What became of a row of a batch, and the reason to send no further batch, if there is one. */
export interface BatchResult extends Result {
  readonly stop?: Stop;
}

/** Rows written many at a time; each gets its own result, in the order given. */
export interface BatchWriter<V = Values> {
  readonly by: 'batch';
  readonly maxRows: number;
  /** What can be done with rows. */
  readonly kinds: readonly WriteKind[];
  /** Rows belong together, as the periods of a product: none is tried before the others. */
  readonly together?: true;
  /** Throws a Stop that names what is missing, where it needs other settings than the rest of the dataset. */
  requireSettings?(): unknown;
  /** The answer to a row is that it was done: a row without one that a look-up surely lacks may be sent again. */
  readonly resends?: true;
  /** About how many requests a batch of so many rows takes, those that confirm it included. */
  requests(rows: number): number;
  /**
   * Batches are sent one after the other, in the order of the file. Rejects only where no row was handed over: what was is in the
   * results, whatever its answer.
   */
  send(rows: readonly BatchRow<V>[]): Promise<readonly BatchResult[]>;
}

/** Entries of an account in the form in which its service lists them, for a copy of it. */
export interface AccountCopy {
  readonly purchases?: readonly unknown[];
  readonly soldProducts?: readonly unknown[];
  readonly resoldProducts?: readonly unknown[];
  readonly suppliers?: readonly unknown[];
  readonly variableProducts?: readonly unknown[];
  readonly variableUnits?: readonly unknown[];
  /** What the copy does not know, as the ends of sentences. */
  readonly lacks: readonly string[];
}

/** Makes a copy of what `holdings` is answered. */
export interface Copier<V = Values> {
  /** An answer to a call of a named route. */
  see(route: string, call: Call, body: unknown): void;
  /** Entries copied so far. */
  readonly size: number;
  /** The copy, once `holdings` has come to its end. `candidates` streams the file's records, for services that list no more. */
  copy(candidates: AsyncIterable<V>): Promise<AccountCopy>;
}

/** Opens a dataset of an account. What it learns of the account is kept in the binding that it returns. */
export type OpenBinding = (session: Session) => Binding;

/** How one dataset of an account is looked up and written. */
export interface Binding<V = Values> {
  /** The same binding with all that it has learned, whose requests go through another session of the same account. */
  withSession(session: Session): Binding<V>;
  /** Reads what the service holds. `candidates` streams the file's records, for services that are asked about each. */
  holdings(candidates: AsyncIterable<V>, terms?: LookUpTerms<V>): Promise<Holdings<V>>;
  readonly writer: RowWriter<V> | BatchWriter<V>;
  /** Writes many rows as one file (`--via bulk-csv`); absent where the service takes none. */
  readonly bulk?: BatchWriter<V>;
  /** Starts to copy what `holdings` reads, for a rehearsal; absent where that tells too little. */
  copier?(): Copier<V>;
  /**
   * What the service holds of one row, in the dataset's own terms; undefined when it is gone. Absent where a row has no id of
   * its own at the service, so that it cannot be asked for.
   */
  readBack?(remoteId: string): Promise<V | undefined>;
  /**
   * Every row that the service holds, for a dataset with `exported`. Where `readBack` gives a row, both give equal values.
   * @param filters as the dataset's `exported` names them.
   */
  rows?(filters: Filters): AsyncIterable<ListedRow<V>>;
  /** Whether a later look-up would find the record in what is held of it, as `holdings` does. Goes with `readBack`. */
  isFoundIn?(record: V, held: V): boolean;
  /** Deletes one row, and nothing else; one that is gone already counts as deleted. Absent where the service offers no such thing. */
  remove?(remoteId: string): Promise<void>;
  /** Titles and cells of the file that the provider's own upload takes (`--via file`); absent when there is none. */
  readonly file?: { readonly columns: readonly string[]; row(record: V): readonly (string | number)[] };
}

/** A cell of an exported row; null is blank. */
export type ExportValue = string | number | null;

/** Narrowings by name; a name that is not asked for is absent. */
export type Filters = Readonly<Record<string, readonly string[]>>;

/** A row of an export that can be imported again. */
export interface ListedRow<V = Values> {
  /** '' when a row has no id of its own. */
  readonly remoteId: string;
  /** When it changed last, verbatim as the service says it; '' when it does not say. */
  readonly version: string;
  readonly values: V;
  /** The cells of the dataset's `exported.columns`, by key. */
  readonly shown: Readonly<Record<string, ExportValue>>;
}

/** How one dataset is read from its provider. */
export interface Exporter {
  readonly dataset: ExportDataset;
  /**
   * Rows keyed by the dataset's column keys; a key that the dataset does not name is a field that the service has added, and
   * becomes a column of its own at the end.
   */
  rows(session: Session, filters: Filters): AsyncIterable<Readonly<Record<string, ExportValue>>>;
}
