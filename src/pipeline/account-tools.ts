// Makes the tools of a run from account settings, for the command line and for users of the library.

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { hostname } from 'node:os';
import type { ProviderName } from '../datasets/dataset.js';
import type { Ledger } from '../ledger/ledger.js';
import type { Clock } from '../pace/clock.js';
import type { Network } from '../providers/http/dispatcher.js';
import type { RequestEvent } from '../providers/http/http.js';
import type { Connection, Provider } from '../providers/provider.js';
import { type Settings, setting } from '../providers/settings.js';
import type { Tools } from './tools.js';
import { readOnlyStop } from './writing/require-writable.js';

/** What the tools are made of. */
export interface AccountOptions {
  /**
   * Settings by the names of the environment variables, as `DCYCLE_API_KEY`; `process.env` will do. Or what gives those of a
   * provider, when its account is about to be connected.
   */
  readonly settings: Settings | ((provider: Provider) => Promise<Settings>);
  readonly clock: Clock;
  /** When the command began, in ms since 1970. @default when a run's folder is made */
  readonly startedAt?: number | undefined;
  /** A random UUID. */
  readonly newId: () => string;
  /** The ledger's file; it is made when it does not exist. */
  readonly ledger: string;
  /** This process's id: a run that finds the account locked reports it. */
  readonly pid?: number | undefined;
  /**
   * The folder that the runs of this user on this machine share: locks, and the pace that their accounts allow.
   * @default `carbonsheet-<user id>` in the system's folder for temporary files
   */
  readonly stateFolder?: string | undefined;
  /** A production account: every import needs a yes before it writes. @default false */
  readonly production?: boolean | undefined;
  /** Nothing may be written to a service: commands that would are stopped, and sessions refuse. @default false */
  readonly readOnly?: boolean | undefined;
  /** Once aborted, nothing new is started; results are still written. */
  readonly signal: AbortSignal;
  /** Requests per second, an upper bound. @default learned from the service */
  readonly rate?: number | undefined;
  /** Most pages that are read of one list. @default 20,000 */
  readonly maxPages?: number | undefined;
  /** Largest response that is accepted, in bytes. @default 64 MiB */
  readonly mostReplyBytes?: number | undefined;
  /** Proxy, and certificates to trust. @default no proxy, Node's own certificates */
  readonly network?: Network | undefined;
  /** Per provider: route name -> other method and path. */
  readonly routes?: Readonly<Partial<Record<ProviderName, Connection['overrides']>>> | undefined;
  /** Receives a line for each retry and wait; no line holds a secret. */
  readonly log?: ((line: string) => void) | undefined;
  /** Receives each request as data, without URL, body and secrets. */
  readonly record?: ((event: RequestEvent) => void) | undefined;
  readonly tell?: Tools['tell'];
  readonly ask?: Tools['ask'];
}

/** Makes the tools. Opens, sends and loads nothing yet: a check needs neither the network nor the ledger. */
export function accountTools(options: AccountOptions): Tools {
  const { clock, newId, signal, rate, maxPages, log, record, routes } = options;
  const openLedger = async (): Promise<Ledger> => {
    const isNew = !existsSync(options.ledger);
    const ledger = await (await import('../ledger/open-ledger.js')).openLedger(options.ledger, {
      now: clock.now,
      sleep: (delayMs) => clock.sleep(delayMs),
    });
    if (isNew) options.tell?.({ kind: 'said', text: `started a new ledger: ${options.ledger}` });
    return ledger;
  };
  return {
    clock,
    startedAt: options.startedAt,
    newId,
    signal,
    production: options.production,
    readOnly: options.readOnly,
    tell: options.tell ?? (() => undefined),
    ask: options.ask ?? (async () => undefined),
    openLedger,
    findLedger: async () => (existsSync(options.ledger) ? openLedger() : undefined),
    holdAccount: async (target, who) => {
      const { holdAccount } = await import('../ledger/hold-account.js');
      return holdAccount(target, { ...who, pid: options.pid ?? 0, host: hostname() }, options.stateFolder);
    },
    connect: async (name) => {
      const { createHttp } = await import('../providers/http/create-http.js');
      const { makeDispatcher } = await import('../providers/http/dispatcher.js');
      const { providerNamed } = await import('../providers/index.js');
      const { budgetFile } = await import('../providers/http/budget-file.js');
      const provider = providerNamed(name);
      const settings = typeof options.settings === 'function' ? await options.settings(provider) : options.settings;
      const store = budgetFile({ folder: options.stateFolder, clock, log });
      const http = createHttp({
        clock,
        signal,
        newRequestId: newId,
        dispatcher: makeDispatcher(options.network),
        budgets: { store, account: accountName(provider, settings) },
        mostReplyBytes: options.mostReplyBytes,
        ...(rate === undefined ? {} : { rate }),
        log,
        record,
      });
      const say = (text: string): void => options.tell?.({ kind: 'said', text });
      const warn = (text: string): void => options.tell?.({ kind: 'warned', text });
      const overrides = routes?.[name] ?? {};
      const session = provider.connect(settings, { http, clock, signal, say, warn, maxPages, overrides });
      const { readOnlySession } = await import('../providers/read-only.js');
      return {
        session: options.readOnly ? readOnlySession(session, readOnlyStop) : session,
        traffic: http.traffic,
        writingPace: () => http.writingPace(),
      };
    },
  };
}

/**
 * A name for an account that reveals nothing about it. The host is kept apart, so that the default address and the same
 * address spelled out are one account.
 */
function accountName({ name, settings: known }: Provider, settings: Settings): string {
  const owners = known.filter((one) => one.target && !one.name.endsWith('_URL'));
  const values = owners.map((one) => setting(settings, one.name) ?? '');
  return createHash('sha256')
    .update(JSON.stringify([name, ...values]))
    .digest('hex');
}
