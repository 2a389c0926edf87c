// Starts the sandbox: an HTTP server on loopback with the APIs of Dcycle, CarbonCloud and Variable under one base URL. The rules of
// the services are in their own rooms.

import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer, type ServerType } from '@hono/node-server';
import { Hono } from 'hono';
import { accounts, type SandboxAccount, sandboxEnvironment } from './account.js';
import { mountGate } from './admit-request.js';
import { mountCarbonCloudAuth } from './carboncloud/auth.js';
import { ChangeStamps } from './carboncloud/change-stamp.js';
import { mountCarbonCloudFootprints } from './carboncloud/footprints.js';
import { mountCarbonCloudProducts } from './carboncloud/products.js';
import { mountCarbonCloudSupplierLinks, resoldProductState } from './carboncloud/supplier-links.js';
import { mountCarbonCloudSuppliers, suppliersView } from './carboncloud/suppliers.js';
import { mountDcycleAuth } from './dcycle/auth.js';
import { mountDcycleBulk } from './dcycle/bulk-routes.js';
import { applyDueUploads } from './dcycle/bulk-upload.js';
import { applyDueImports } from './dcycle/import/apply-import.js';
import { sessionView } from './dcycle/import/views.js';
import { mountDcycleImports } from './dcycle/import-routes.js';
import { mountDcyclePurchases, purchaseView } from './dcycle/purchases.js';
import { mountDcycleSoldProducts, soldProductState } from './dcycle/sold-products.js';
import { mountDcycleUnits } from './dcycle/units.js';
import { type ChaosOptions, planChaos } from './faults/chaos.js';
import type { FaultPlan } from './faults/faults.js';
import type { ListHabits } from './habits/list-habits.js';
import { holdRows, type SandboxHoldings } from './holdings.js';
import type { Rate, RateHeaders } from './rate-limit.js';
import { Refusal } from './refusal.js';
import type { Facilities, SandboxApp } from './sandbox-app.js';
import { SandboxError } from './sandbox-error.js';
import { SaveLoop, type Sleep } from './store/save-loop.js';
import { emptyStore, loadStore, type Store, storeText, tablesOf } from './store/store.js';
import { bearerToken, TokenBook } from './token-book.js';
import { type SandboxStats, Traffic } from './traffic.js';
import { clientHeader, mountVariableAuth } from './variable/auth.js';
import { mountVariableProducts, variableProductView } from './variable/products.js';
import { mountVariableUnits, seedVariable } from './variable/units.js';

export interface SandboxOptions {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /**
   * Waits between two writes of the data file, and for delays. Without it, the file is written at the start and by `close` only, and
   * delays take no time.
   */
  readonly sleep?: Sleep | undefined;
  /** @default 0, any free port */
  readonly port?: number | undefined;
  /** Requests per second over all routes, fixed or by time; undefined for no limit. */
  readonly rate?: Rate | undefined;
  /** The headers that report the limit. @default draft and retry-after */
  readonly rateHeaders?: readonly RateHeaders[] | undefined;
  /** The data file (JSON), loaded when it exists. Undefined: in memory only. */
  readonly dataFile?: string | undefined;
  /** Chooses the fault of every admitted request. */
  readonly fault?: FaultPlan | undefined;
  /** Random faults, where `fault` chooses none. */
  readonly chaos?: ChaosOptions | undefined;
  /** Undocumented habits of lists. */
  readonly lists?: ListHabits | undefined;
  /** The initial content of the first account, over that of the data file. CarbonCloud's is that of both groups. */
  readonly holdings?: SandboxHoldings | undefined;
  /** How long emissions, footprints and submitted imports stay pending, in milliseconds. @default 100 */
  readonly processingMs?: number | undefined;
  /** How long an access token counts, in seconds. @default 3600 for Dcycle (documented) and Variable, 300 for CarbonCloud (assumed) */
  readonly tokenSeconds?: number | undefined;
  /** A new UUID. @default node's randomUUID */
  readonly newId?: (() => string) | undefined;
}

/** What an account holds, in the form of the services' answers. */
interface Holdings {
  purchases(): readonly object[];
  soldProducts(): readonly object[];
  imports(): readonly object[];
  resoldProducts(): readonly object[];
  suppliers(): readonly object[];
  variableProducts(): readonly object[];
}

/** A running sandbox. What it holds is the first account's; at CarbonCloud, that of both groups. */
export interface Sandbox extends Holdings {
  /** The base URL of the services; Variable's begins with it, without a slash at the end. */
  readonly url: string;
  /** The settings that make carbonsheet use this sandbox, by the names of its environment variables. */
  readonly environment: Readonly<Record<string, string>>;
  /** Another account, at Dcycle and Variable with data of its own, at CarbonCloud the other group of the login. */
  readonly second: Pick<Holdings, 'purchases' | 'soldProducts' | 'imports' | 'variableProducts'> &
    Pick<Sandbox, 'environment'>;
  stats(): SandboxStats;
  /** Stops serving and writes the data file. Throws a SandboxError when it cannot be written. */
  close(): Promise<void>;
}

const host = '127.0.0.1';
const defaultProcessingMs = 100;

/** Starts a sandbox. Throws a SandboxError when an option or the data file cannot be used. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { now, dataFile, newId = randomUUID, lists = {} } = options;
  let onChange = (): void => undefined;
  const stores = { first: emptyStore(() => onChange()), second: emptyStore(() => onChange()) };
  const tables = tablesOf(stores.first, stores.second);
  if (dataFile !== undefined) await loadStore(tables, dataFile);
  if (options.holdings !== undefined) holdRows(stores.first, options.holdings, now());
  seedVariable(stores.first, now(), options.holdings?.variableProducts !== undefined);
  seedVariable(stores.second, now(), true);
  const saving =
    dataFile === undefined
      ? undefined
      : new SaveLoop({ file: dataFile, text: () => storeText(tables), now, sleep: options.sleep });
  // An unwritable file is reported before data could be lost.
  await saving?.save();
  onChange = () => saving?.changed();

  const processingMs = options.processingMs ?? defaultProcessingMs;
  const facilitiesOf = (account: SandboxAccount, store: Store): Facilities => ({
    account,
    store,
    tokens: new TokenBook(newId),
    now,
    newId,
    processingMs,
    lists,
  });
  const first = facilitiesOf(accounts.first, stores.first);
  const second = facilitiesOf(accounts.second, stores.second);
  const traffic = new Traffic();
  const holdings = { first: listHoldings(first), second: listHoldings(second) };
  const closing = new AbortController();
  const wait = async (delayMs: number) => options.sleep?.(delayMs, closing.signal);
  const apps = {
    first: assemble(options, first, { traffic, holdings: holdings.first, wait }),
    second: assemble(options, second, { traffic, holdings: holdings.second, wait }),
  };
  const server = createAdaptorServer({
    fetch: (request, env) => apps[isOf(request, second) ? 'second' : 'first'].fetch(request, env),
    hostname: host,
  });
  const url = `http://${host}:${await listen(server, options.port ?? 0)}`;
  return {
    url,
    environment: sandboxEnvironment(url),
    second: { environment: sandboxEnvironment(url, 'second'), ...holdings.second },
    stats: () => traffic.stats(),
    ...holdings.first,
    close: async () => {
      closing.abort();
      await stop(server);
      await saving?.close();
    },
  };
}

interface Surroundings {
  readonly traffic: Traffic;
  readonly holdings: Holdings;
  readonly wait: (delayMs: number) => Promise<void>;
}

function assemble(
  options: SandboxOptions,
  facilities: Facilities,
  { traffic, holdings, wait }: Surroundings,
): SandboxApp {
  const app: SandboxApp = new Hono();
  const { now, rate, rateHeaders = ['draft', 'retry-after'], fault, tokenSeconds } = options;
  const chaos = options.chaos === undefined ? undefined : planChaos(options.chaos);
  const stamps = new ChangeStamps();
  app.onError((error, context) => {
    if (error instanceof Refusal) return context.json(error.body, error.status);
    return context.json({ detail: `The sandbox failed: ${error.message}`, code: 'SANDBOX_BUG', error: 'bug' }, 500);
  });
  app.notFound((context) => context.json({ detail: 'Not Found', code: 'NOT_FOUND', error: 'not_found' }, 404));
  mountGate(app, { now, wait, rate, rateHeaders, fault, chaos, tokens: facilities.tokens, traffic });
  app.get('/_sandbox/stats', (context) => context.json(traffic.stats()));
  app.get('/_sandbox/state', (context) =>
    context.json(Object.fromEntries(Object.entries(holdings).map(([name, list]) => [name, list()]))),
  );
  mountDcycleAuth(app, facilities, tokenSeconds ?? 3600);
  mountDcyclePurchases(app, facilities);
  mountDcycleBulk(app, facilities);
  mountDcycleUnits(app);
  mountDcycleSoldProducts(app, facilities);
  mountDcycleImports(app, facilities);
  mountCarbonCloudAuth(app, facilities, tokenSeconds ?? 300);
  mountCarbonCloudProducts(app, facilities, stamps);
  mountCarbonCloudFootprints(app, facilities);
  mountCarbonCloudSuppliers(app, facilities, stamps);
  mountCarbonCloudSupplierLinks(app, facilities, stamps);
  mountVariableAuth(app, facilities, tokenSeconds ?? 3600);
  mountVariableProducts(app, facilities);
  mountVariableUnits(app, facilities);
  return app;
}

/** Whether the credentials of a request are those of this account; an account at CarbonCloud is a group, not a login. */
function isOf({ headers }: Request, { account, tokens, now }: Facilities): boolean {
  const key = headers.get('x-api-key');
  if (key !== null) return key === account.DCYCLE_API_KEY;
  const authorization = headers.get('authorization') ?? undefined;
  if (authorization === clientHeader(account)) return true;
  const token = bearerToken(authorization);
  return token !== undefined && (token === account.VARIABLE_API_KEY || tokens.holds(token, 'variable', now()));
}

function listHoldings(facilities: Facilities): Holdings {
  const { account, store, now, newId } = facilities;
  const settled = () => {
    applyDueUploads(facilities);
    applyDueImports(store, now(), newId);
    return store;
  };
  return {
    purchases: () =>
      settled()
        .purchases.rows()
        .map((purchase) => purchaseView(purchase, now(), account)),
    soldProducts: () =>
      settled()
        .soldProducts.rows()
        .map((product) => soldProductState(product, account)),
    imports: () =>
      settled()
        .imports.rows()
        .map((session) => sessionView(session, now())),
    resoldProducts: () =>
      [...store.resoldProducts.after(undefined)].map((product) => resoldProductState(store, product)),
    suppliers: () => suppliersView(store, store.suppliers.rows()),
    variableProducts: () => store.variableProducts.rows().map(variableProductView),
  };
}

/** Resolves to the port. */
function listen(server: ServerType, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const inUse = error.code === 'EADDRINUSE';
      const why = inUse
        ? `Port ${port} on ${host} is already in use. Choose another port, or stop the program that uses it.`
        : `The sandbox cannot listen on port ${port} of ${host}: ${error.message}`;
      reject(new SandboxError(inUse ? 'PORT_IN_USE' : 'PORT_REFUSED', why, error));
    });
    server.listen(port, host, () => {
      resolve(portOf(server.address()));
    });
  });
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function stop(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    // Closing would wait for idle keep-alive connections.
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
}
