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
  /** Says where requests go, or for whom: what to look at when the service does not know what it is asked. */
  readonly target?: true;
  readonly note: string;
}

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
