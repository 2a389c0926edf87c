// Opens a session: resolves routes to addresses, adds the account's credentials, and renews a login that has run out.
// Sending is http's; which headers carry the credentials is each provider's auth.ts.

import type { ProviderName } from '../datasets/dataset.js';
import { Stop } from '../problems/stop.js';
import { type Reply, type Request, ServiceError } from './http/http.js';
import { rest } from './http/request-queue.js';
import { withOwnNames } from './openapi/placeholders.js';
import type { Connection, Provider } from './provider.js';
import type { Route } from './route-table.js';
import type { Call, Credentials, ParentLookup, Session } from './session.js';
import { isSafe } from './settings.js';

/** An account's credentials at work. */
export interface Auth {
  /** The headers that carry the credentials now; logs in where that is needed. Throws a ServiceError of kind `denied`. */
  headers(): Promise<Readonly<Record<string, string>>>;
  /**
   * The service refused these headers: get better ones. Requests that ask at the same time share one login.
   * @returns false when there are none to get.
   */
  renew(refused: Readonly<Record<string, string>>): Promise<boolean>;
  /** What they are, and how long they last from now on. */
  credentials(): Credentials;
}

export interface ConnectedAccount {
  readonly request: RequestMaker;
  readonly auth: Auth;
  /** What the dataset files may know; no secret. */
  readonly account: Readonly<Record<string, string>>;
  /** Where the service is, and whose account there: equal for equal accounts. No secret. */
  readonly identity: readonly [baseUrl: string, owner: string];
  /** What the owner is, as `organisation`. */
  readonly ownedBy: string;
}

/** Makes the request of a named route. */
export type RequestMaker = (route: string, call: Call, headers: Readonly<Record<string, string>>) => Request;

/** Resolves a provider's routes to addresses. Throws a Stop when an override names a route that does not exist. */
export function requestMaker(
  { name, routes }: Pick<Provider, 'name' | 'routes'>,
  baseUrl: string,
  overrides: Connection['overrides'],
): RequestMaker {
  const table = resolve(name, routes, overrides);
  return (route, call, headers) => {
    const target = table.get(route);
    if (!target) throw new Error(`${name} has no route named ${route}`);
    const method = call.method ?? target.method;
    return {
      operation: route,
      method,
      url: `${baseUrl}${filled(target.path, call.params ?? {})}${queryOf(call.query ?? {})}`,
      headers: { ...headers, ...call.headers },
      ...(call.body && { body: call.body }),
      repeat: call.repeat ?? (method === 'POST' ? 'create' : target.repeat),
      ...(call.tooEarly && { tooEarly: call.tooEarly }),
      ...(call.accepts && { accepts: call.accepts }),
    };
  };
}

/** A command over one file: there are no rows of other datasets. */
const alone: ParentLookup = { find: () => undefined };

/** So often one request gets a new login, where the account has let requests through: a new token may be forgotten as well. */
const MOST_RENEWALS = 3;

/** A list with more pages is taken for one that never ends. */
const MOST_PAGES = 20_000;

/** A session of a provider's account. */
export function openSession(
  provider: ProviderName,
  { request, auth, account, identity, ownedBy }: ConnectedAccount,
  { http, clock, signal, say = () => undefined, warn = () => undefined, maxPages = MOST_PAGES }: Connection,
): Session {
  let hasWorked = false;
  return {
    provider,
    account,
    owner: [provider, ownedBy, identity[1], 'at', new URL(identity[0]).host].filter(Boolean).join(' '),
    shownAs: [ownedBy, identity[1], 'at', new URL(identity[0]).host].filter(Boolean).join(' '),
    parents: alone,
    credentials: () => auth.credentials(),
    accountKey: [provider, ...identity].join(' '),
    maxPages,
    now: () => clock.now(),
    say,
    warn,
    pause: (delayMs) => rest(clock, delayMs, signal),
    put: (address, file) => putFile(http, address, file),
    async call(route, call = {}) {
      let before: ServiceError | undefined;
      for (let renewals = 0; ; renewals += 1) {
        const credentials = await auth.headers();
        const sending = http.send(request(route, call, credentials));
        try {
          const reply = await (before ? addAttempts(sending, before) : sending);
          hasWorked = true;
          return reply;
        } catch (error) {
          if (!(error instanceof ServiceError) || error.status !== 401) throw error;
          const most = hasWorked ? MOST_RENEWALS : 1;
          if (renewals >= most || !(await auth.renew(credentials))) throw error;
          // A 401 did nothing, so even a create may be sent again.
          before = error;
        }
      }
    },
  };
}

async function putFile(
  http: Connection['http'],
  address: string,
  file: { readonly type: string; readonly bytes: Uint8Array },
): Promise<Reply> {
  if (!URL.canParse(address) || !isSafe(new URL(address))) {
    const message = 'putFile: the service gave an address for the file that is not https';
    throw new ServiceError('unreadable', message, 0, '', 0);
  }
  const body = { kind: 'bytes', ...file } as const;
  try {
    return await http.send({ operation: 'putFile', method: 'PUT', url: address, headers: {}, body, repeat: 'create' });
  } catch (error) {
    if (!(error instanceof ServiceError) || error.kind !== 'denied') throw error;
    // The account's credentials are not part of it: what is refused is the address, which may have run out.
    const { message, status, requestId, attempts, fields, detail, log } = error;
    throw new ServiceError('refused', message, status, requestId, attempts, fields, detail, log);
  }
}

/** Where a route leads, and whether a call of it may be repeated. */
type Target = Pick<Route, 'method' | 'path'> & { readonly repeat: Request['repeat'] };

function resolve(
  provider: string,
  routes: readonly Route[],
  overrides: Connection['overrides'],
): ReadonlyMap<string, Target> {
  for (const name of Object.keys(overrides)) {
    if (routes.some((route) => route.name === name)) continue;
    const hint = 'carbonsheet routes lists the names';
    throw new Stop(
      'usage',
      'UNKNOWN_ROUTE',
      `the configuration overrides "${name}", which is no route of ${provider}`,
      hint,
    );
  }
  return new Map(
    routes.map(({ name, method, path }) => {
      const other = overrides[name];
      // What creates goes on creating, even if it is a PUT somewhere: twice would be two.
      const repeat = [method, other?.method].includes('POST') ? 'create' : 'safe';
      const own = { method: other?.method ?? method, path: pathOf(provider, name, other?.path ?? path, path) };
      return [name, { ...own, repeat }];
    }),
  );
}

/** Another path for a route takes the same ids, under whatever names. */
function pathOf(provider: string, name: string, path: string, own: string): string {
  const fitting = withOwnNames(path, own);
  if (fitting !== undefined) return fitting;
  const message = `the path ${path} for ${provider} ${name} has other placeholders than ${own}`;
  throw new Stop('usage', 'BAD_ROUTE', message, 'write as many {placeholders}, in the same order');
}

function filled(path: string, params: Readonly<Record<string, string>>): string {
  return path.replace(/\{([^}]+)\}/g, (_, name: string) => {
    const value = params[name];
    // An empty id would turn "one of them" into "all of them".
    if (!value) throw new Error(`the path ${path} needs ${name}`);
    // These would lead to another path, and no encoding keeps them from it.
    if (value === '.' || value === '..') throw new ServiceError('refused', `"${value}" is no ${name}`, 404, '', 0);
    return encodeURIComponent(value);
  });
}

function queryOf(query: NonNullable<Call['query']>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) search.append(name, String(one));
  }
  return search.size === 0 ? '' : `?${search}`;
}

/** Counts the attempts before the login was renewed too. */
async function addAttempts(sending: Promise<Reply>, before: ServiceError): Promise<Reply> {
  try {
    const reply = await sending;
    return { ...reply, attempts: reply.attempts + before.attempts, log: [...before.log, ...(reply.log ?? [])] };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const { kind, message, status, requestId, fields, detail } = error;
    const attempts = before.attempts + error.attempts;
    throw new ServiceError(kind, message, status, requestId, attempts, fields, detail, [...before.log, ...error.log]);
  }
}
