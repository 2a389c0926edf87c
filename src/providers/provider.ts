// What a provider's folder offers, and what each of its dataset files offers. Data in, data out: no file or terminal here.
// The table in its datasets/index.ts leads to the files.

import type { ExportDataset, Key, ProviderName, Values } from '../datasets/dataset.js';
import type { Clock } from '../pace/clock.js';
import type { Match, Obstacle } from '../plan/action.js';
import type { Result } from '../plan/result.js';
import type { Stop } from '../problems/stop.js';
import type { Http, Reply, RequestBody } from './http/http.js';

/** One operation of a service. */
export interface Route {
  /** The operation's name in our words, as `createPurchase`. */
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With `{placeholders}`. */
  readonly path: string;
  /** `assumed`: the public documentation does not state it; it can be overridden. */
  readonly standing: 'documented' | 'assumed';
  /** What it does, for people. */
  readonly summary: string;
  /** The commands that come to it, as `import purchases` or `export sold-products --name`, separated by commas. */
  readonly reachedBy: string;
}

/** What one call of an operation needs. */
export interface Call {
  readonly params?: Readonly<Record<string, string>>;
  /** A list is sent as the name repeated. */
  readonly query?: Readonly<Record<string, string | number | readonly string[]>>;
  readonly body?: RequestBody;
  readonly headers?: Readonly<Record<string, string>>;
  /** `create`: must never be sent twice unless the service surely did nothing. Default: by the method (POST is `create`). */
  readonly repeat?: 'safe' | 'create';
  /** Instead of the table's, for a service that turns that one down. */
  readonly method?: Route['method'];
  /** `tell`: a 425 is told at once, as a ServiceError of kind `refused`; otherwise it is waited for. */
  readonly tooEarly?: 'tell';
  /** Statuses beside 2xx whose bodies are answers too: they come as a reply and throw nothing. */
  readonly accepts?: readonly number[];
}

/** A row of another dataset in the same command: at the service under this id, about to be created, or not taken in. */
export type ParentState = { readonly remoteId: string } | 'planned' | 'failed';

/** What became of the rows of other files, or sheets, of the same command, for rows that refer to them. */
export interface ParentLookup {
  /** The row of a dataset that has these keys, as its identity gives them; undefined when the command has none. */
  find(dataset: string, keys: readonly Key[]): ParentState | undefined;
}

/** What an account's requests are made with. */
export interface Credentials {
  /** A key; a name and its password; or a client and its secret. The last two are exchanged for a token. */
  readonly kind: 'key' | 'login' | 'client';
  /** When the token ends, in milliseconds since the epoch; absent when there is none or the service does not say. */
  readonly endsAt?: number;
}

/** A connection to an account: routes resolved, credentials at hand. */
export interface Session {
  readonly provider: ProviderName;
  /** Complete settings of the provider, secrets excluded: what the dataset files need (organisation, group, template). */
  readonly account: Readonly<Record<string, string>>;
  /** Names the account among all of all services: provider, base URL, and organisation, group or login; no secret. */
  readonly accountKey: string;
  /** The same for people: whose account, and the host, as `organisation 3fa85f64-… at api.dcycle.io`. */
  readonly shownAs: string;
  /** The same with the provider: what exports carry with each row. */
  readonly owner: string;
  /** What became of rows of other datasets in the same command. */
  readonly parents: ParentLookup;
  /** What the requests are made with; a login that has not happened yet has no end. Absent in a session without an account. */
  credentials?(): Credentials;
  /** Sends one request of a named route; throws a ServiceError (http.ts). */
  call(route: string, call?: Call): Promise<Reply>;
  /** Pages of one list that are read at the most. */
  readonly maxPages: number;
  /** Milliseconds since the epoch, for rules about today. */
  now(): number;
  /**
   * Sends a file to a full address that the service gave for it, with no credentials. Stored twice, it might be worked on
   * twice: a lost answer is `unclear`. Throws a ServiceError.
   */
  put(address: string, file: { readonly type: string; readonly bytes: Uint8Array }): Promise<Reply>;
  /** Tells the user something that is worth knowing, and changes nothing. */
  say(text: string): void;
  /** Warns the user of something that may be wrong. */
  warn(text: string): void;
  /** Takes note of an id that an export was narrowed to and that the service does not have. */
  unknown?(id: string): void;
  /** Waits, for a service that is asked again later; rejects with the run's reason when it is cancelled. */
  pause(delayMs: number): Promise<void>;
}

/** An environment variable that a provider reads. */
export interface ProviderSetting {
  readonly name: string;
  readonly required: boolean;
  readonly secret: boolean;
  /** Says where requests go, or for whom: what to look at when the service does not know what it is asked. */
  readonly target?: true;
  readonly note: string;
}

/** A provider's datasets by name, each loaded when it is needed. */
export type Bindings = Readonly<Record<string, () => Promise<OpenBinding>>>;
export type Exporters = Readonly<Record<string, () => Promise<Exporter>>>;

/** What a provider's folder offers. */
export interface Provider {
  readonly name: ProviderName;
  readonly title: string;
  readonly routes: readonly Route[];
  /** What the documentation calls operations beside our names of their routes: an API document is read by these. */
  readonly titles?: Readonly<Record<string, readonly string[]>>;
  /** Which setting says where the service is, and where it is without that. */
  readonly baseUrl: { readonly setting: string; readonly usual?: string };
  /** The environment variables it reads, for documentation and for messages about missing ones. */
  readonly settings: readonly ProviderSetting[];
  /** What connecting takes: a setting, or alternatives of which one group is needed. */
  readonly needs: readonly (string | readonly (readonly string[])[])[];
  /** Checks the settings (throws a Stop of kind `usage` that names what is missing) and connects; sends nothing yet. */
  connect(settings: Readonly<Record<string, string | undefined>>, connection: Connection): Session;
  readonly bindings: Bindings;
  readonly exporters: Exporters;
  /** Proves that the account can be used, by the cheapest call that reads something of it; throws a ServiceError. */
  whoami(session: Session): Promise<Identity>;
}

/** Whose account it is, as far as its service tells. */
export interface Identity {
  /** What the credentials open. `isChosen`: what the settings mean. `name`: '' when the service does not tell one. */
  readonly owners: readonly {
    readonly kind: 'organisation' | 'group' | 'client' | 'account';
    readonly id: string;
    readonly name: string;
    readonly isChosen: boolean;
  }[];
  /** What else is worth knowing. */
  readonly notes: readonly string[];
  /** Why rows cannot be sent although the credentials count; absent when nothing is wrong. */
  readonly fault?: string;
}

/** What a session is made with. See http.ts for `send`. */
export interface Connection {
  readonly http: Http;
  readonly clock: Clock;
  /** Aborted when nothing new is to be started. */
  readonly signal: AbortSignal;
  /** Told what is worth knowing. @default nobody */
  readonly say?: ((text: string) => void) | undefined;
  /** Told what may be wrong. @default nobody */
  readonly warn?: ((text: string) => void) | undefined;
  /** Pages of one list that are read at the most. @default 20,000 */
  readonly maxPages?: number | undefined;
  /** Route name -> other method and path. */
  readonly overrides: Readonly<Record<string, { readonly method?: Route['method']; readonly path?: string }>>;
}

/** What a look-up finds: the row that is held, what stands in the way of writing it, or nothing. */
export type Found = Match | Obstacle | undefined;

/** What a service already holds of a dataset, as far as sameness needs it. */
export interface Holdings<V = Values> {
  /**
   * A fresh matcher for one pass over the rows; it consumes, so that of three equal rows two held ones match two.
   * `remoteId`: the row is known to be held under this id, so take that one. `isDelete`: it asks to be deleted.
   */
  matcher(): (record: V, remoteId?: string, isDelete?: boolean) => Found | Promise<Found>;
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
  read?(remoteId: string): Promise<Held<V>>;
  /**
   * Absent when the service offers no update. `held`: what `read` gave, where it was asked. Sends only what differs from it,
   * where the service takes single fields (plan/changed-fields.ts).
   */
  update?(remoteId: string, record: V, held?: Held<V>): Promise<Written>;
  /**
   * Gives fields back the values that they had before an update, and takes those away that had none; all others stay as
   * they are. Absent when the service offers no update.
   */
  restore?(remoteId: string, before: V, fields: readonly string[]): Promise<void>;
}

/** A row as the service holds it. */
export interface Held<V = Values> {
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
