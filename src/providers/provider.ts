// What a provider's folder offers: routes, settings, and how to connect. Its datasets are in the table of its datasets/index.ts.

import type { ProviderName } from '../datasets/dataset.js';
import type { Clock } from '../pace/clock.js';
import type { Bindings, Exporters } from './binding.js';
import type { Http } from './http/http.js';
import type { Route } from './route-table.js';
import type { Session } from './session.js';

/** An environment variable that a provider reads. */
export interface ProviderSetting {
  readonly name: string;
  readonly required: boolean;
  readonly secret: boolean;
  /** Decides where requests go, or for which account: named in hints about refused requests. */
  readonly target?: true;
  readonly note: string;
}

/** A provider of one API. */
export interface Provider {
  readonly name: ProviderName;
  readonly title: string;
  readonly routes: readonly Route[];
  /** Other names of the operations in the provider's documentation, by which an OpenAPI document is matched. */
  readonly titles?: Readonly<Record<string, readonly string[]>>;
  /** The setting with the base URL, and the default. */
  readonly baseUrl: { readonly setting: string; readonly usual?: string };
  /** The environment variables that it reads. */
  readonly settings: readonly ProviderSetting[];
  /** The required settings; of alternatives, one group is required. */
  readonly needs: readonly (string | readonly (readonly string[])[])[];
  /** Checks the settings and connects; sends nothing yet. Throws a Stop of kind `usage` that names missing settings. */
  connect(settings: Readonly<Record<string, string | undefined>>, connection: Connection): Session;
  readonly bindings: Bindings;
  readonly exporters: Exporters;
  /**
   * Whether lists continue after an entry, so that one can be read on where another process stopped. Pages by number cannot: a row
   * that is deleted meanwhile moves others to pages that were read.
   */
  readonly listsContinue: boolean;
  /** Proves that the account can be used, by one cheap read. Throws a ServiceError. */
  whoami(session: Session): Promise<Identity>;
}

/** The owner of an account, as far as the service reports it. */
export interface Identity {
  /** What the credentials give access to. `isChosen`: selected by the settings. `name`: '' when unknown. */
  readonly owners: readonly {
    readonly kind: 'organisation' | 'group' | 'client' | 'account';
    readonly id: string;
    readonly name: string;
    readonly isChosen: boolean;
  }[];
  /** Further facts for the user. */
  readonly notes: readonly string[];
  /** Why rows cannot be sent although the credentials are valid. */
  readonly fault?: string;
}

/** What a session is made of. */
export interface Connection {
  readonly http: Http;
  readonly clock: Clock;
  /** Once aborted, no request starts any more. */
  readonly signal: AbortSignal;
  /** Informs the user. @default does nothing */
  readonly say?: ((text: string) => void) | undefined;
  /** Warns the user. @default does nothing */
  readonly warn?: ((text: string) => void) | undefined;
  /** The most pages that are read of one list. @default 20,000 */
  readonly maxPages?: number | undefined;
  /** Route name -> other method and path. */
  readonly overrides: Readonly<Record<string, { readonly method?: Route['method']; readonly path?: string }>>;
}
