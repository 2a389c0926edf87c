// A connection to an account, as datasets use it. Opening one is open-session.ts's.

import type { Key, ProviderName } from '../datasets/dataset.js';
import type { Reply, RequestBody } from './http/http.js';
import type { Route } from './route-table.js';

/** The parts of one call of an operation. */
export interface Call {
  readonly params?: Readonly<Record<string, string>>;
  /** A list is sent as the name repeated. */
  readonly query?: Readonly<Record<string, string | number | readonly string[]>>;
  readonly body?: RequestBody;
  readonly headers?: Readonly<Record<string, string>>;
  /** `create`: never sent twice unless the service surely did nothing. @default `create` for POST, else `safe` */
  readonly repeat?: 'safe' | 'create';
  /** Replaces the method of the route, for a service that answers 405 to it. */
  readonly method?: Route['method'];
  /** `tell`: a 425 (Too Early) throws at once, as a ServiceError of kind `refused`. Otherwise the request is repeated. */
  readonly tooEarly?: 'tell';
  /** Repeated and held back no longer than this, in milliseconds. @default as long as any request */
  readonly patienceMs?: number;
  /** Statuses other than 2xx that are returned as a reply instead of thrown. */
  readonly accepts?: readonly number[];
}

/** A row of another dataset in the same command: at the service under an id, planned, or failed. */
export type ParentState = { readonly remoteId: string } | 'planned' | 'failed';

/** The state of the rows of other files, or sheets, in the same command, for rows that refer to them. */
export interface ParentLookup {
  /** The row of a dataset with these keys; undefined when the command has none. */
  find(dataset: string, keys: readonly Key[]): ParentState | undefined;
}

/** The credentials of an account. */
export interface Credentials {
  /** `login` and `client` are exchanged for a token. */
  readonly kind: 'key' | 'login' | 'client';
  /** When the token expires, in milliseconds since the epoch. Absent without a token or a known end. */
  readonly endsAt?: number;
}

/** A connection to an account. */
export interface Session {
  readonly provider: ProviderName;
  /** The settings that datasets need, without secrets: organisation, group, template. */
  readonly account: Readonly<Record<string, string>>;
  /** Identifies the account among all services: provider, base URL, and organisation, group or login. No secret. */
  readonly accountKey: string;
  /** The same for people, as `organisation 3fa85f64-… at api.dcycle.io`. */
  readonly shownAs: string;
  /** The same with the provider, for the owner column of exports. */
  readonly owner: string;
  /** The rows of other datasets in the same command. */
  readonly parents: ParentLookup;
  /** The credentials in use. Absent in a session without an account. */
  credentials?(): Credentials;
  /** Sends one request of a named route. Throws a ServiceError. */
  call(route: string, call?: Call): Promise<Reply>;
  /** The most pages that are read of one list. */
  readonly maxPages: number;
  /** Milliseconds since the epoch. */
  now(): number;
  /**
   * Puts a file to a pre-signed URL, without credentials. A file that is stored twice may be processed twice, so a lost answer
   * is `unclear`. Throws a ServiceError.
   */
  put(address: string, file: { readonly type: string; readonly bytes: Uint8Array }): Promise<Reply>;
  /** Informs the user. */
  say(text: string): void;
  /** Warns the user. */
  warn(text: string): void;
  /** Reports an id of a filter that the service does not have. */
  unknown?(id: string): void;
  /** Waits. Rejects with the reason when the run is cancelled. */
  pause(delayMs: number): Promise<void>;
}
