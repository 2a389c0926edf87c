// A connection to an account, as datasets use it. Opening one is open-session.ts's.

import type { Key, ProviderName } from '../datasets/dataset.js';
import type { Reply, RequestBody } from './http/http.js';
import type { Route } from './route-table.js';

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
