// Opens a session: resolves routes to URLs, adds credentials, and renews an expired login.
// Sending is http's; the headers with the credentials are each provider's auth.ts.

import type { ProviderName } from '../datasets/dataset.js';
import { Stop } from '../problems/stop.js';
import { type Reply, type Request, ServiceError } from './http/http.js';
import { rest } from './http/request-queue.js';
import { withOwnNames } from './openapi/placeholders.js';
import type { Connection, Provider } from './provider.js';
import type { Route } from './route-table.js';
import type { Call, Credentials, ParentLookup, Session } from './session.js';
import { isSafe } from './settings.js';

/** Authenticates the requests of an account. */
export interface Auth {
  /** The headers with the credentials; logs in when needed. Throws a ServiceError of kind `denied`. */
  headers(): Promise<Readonly<Record<string, string>>>;
  /**
   * Renews the credentials after the service refused these headers. Concurrent requests share one login.
   * @returns false when the credentials cannot be renewed.
   */
  renew(refused: Readonly<Record<string, string>>): Promise<boolean>;
  /** The credentials in use, and when they expire. */
  credentials(): Credentials;
}

export interface ConnectedAccount {
  readonly request: RequestMaker;
  readonly auth: Auth;
  /** The settings that datasets may read; no secret. */
  readonly account: Readonly<Record<string, string>>;
  /** Base URL and owner: equal for equal accounts. No secret. */
  readonly identity: readonly [baseUrl: string, owner: string];
  /** The kind of owner, as `organisation`. */
  readonly ownedBy: string;
}

/** Makes the request of a named route. */
export type RequestMaker = (route: string, call: Call, headers: Readonly<Record<string, string>>) => Request;

/** Resolves a provider's routes to URLs. Throws a Stop when an override names an unknown route. */
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
      pathTemplate: target.path,
      url: `${baseUrl}${filled(target.path, call.params ?? {})}${queryOf(call.query ?? {})}`,
      headers: { ...headers, ...call.headers },
      ...(call.body && { body: call.body }),
      repeat: call.repeat ?? (method === 'POST' ? 'create' : target.repeat),
      ...(call.tooEarly && { tooEarly: call.tooEarly }),
      ...(call.patienceMs !== undefined && { patienceMs: call.patienceMs }),
      ...(call.accepts && { accepts: call.accepts }),
    };
  };
}

/** A command over one file has no rows of other datasets. */
const alone: ParentLookup = { find: () => undefined };

/** Logins per request once the credentials have worked: the service may also lose a new token. */
const MOST_RENEWALS = 3;

/** A longer list counts as endless. */
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
    const message = 'putFile: the URL that the service gave for the file is not https';
    throw new ServiceError('unreadable', message, 0, '', 0);
  }
  const body = { kind: 'bytes', ...file } as const;
  try {
    return await http.send({ operation: 'putFile', method: 'PUT', url: address, headers: {}, body, repeat: 'create' });
  } catch (error) {
    if (!(error instanceof ServiceError) || error.kind !== 'denied') throw error;
    // A pre-signed URL carries its own credentials, which may have expired: the account's are not refused.
    const { message, status, requestId, attempts, fields, detail, log } = error;
    throw new ServiceError('refused', message, status, requestId, attempts, fields, detail, log);
  }
}

/** A route with overrides applied, and whether a call of it may be repeated. */
type Target = Pick<Route, 'method' | 'path'> & { readonly repeat: Request['repeat'] };

function resolve(
  provider: string,
  routes: readonly Route[],
  overrides: Connection['overrides'],
): ReadonlyMap<string, Target> {
  for (const name of Object.keys(overrides)) {
    if (routes.some((route) => route.name === name)) continue;
    const hint = 'run carbonsheet routes to list the names';
    throw new Stop(
      'usage',
      'UNKNOWN_ROUTE',
      `the configuration overrides "${name}", but ${provider} has no such route`,
      hint,
    );
  }
  return new Map(
    routes.map(({ name, method, path }) => {
      const other = overrides[name];
      // A create stays a create when it is overridden with PUT: sent twice, it would create two.
      const repeat = [method, other?.method].includes('POST') ? 'create' : 'safe';
      const own = { method: other?.method ?? method, path: pathOf(provider, name, other?.path ?? path, path) };
      return [name, { ...own, repeat }];
    }),
  );
}

/** An overriding path takes the same ids, under any placeholder names. */
function pathOf(provider: string, name: string, path: string, own: string): string {
  const fitting = withOwnNames(path, own);
  if (fitting !== undefined) return fitting;
  const message = `the path ${path} for ${provider} ${name} does not have the placeholders of ${own}`;
  throw new Stop('usage', 'BAD_ROUTE', message, 'use as many {placeholders}, in the same order');
}

function filled(path: string, params: Readonly<Record<string, string>>): string {
  return path.replace(/\{([^}]+)\}/g, (_, name: string) => {
    const value = params[name];
    // An empty id would address the whole list.
    if (!value) throw new Error(`the path ${path} needs ${name}`);
    // Dot segments change the path (RFC 3986), also when they are encoded.
    if (value === '.' || value === '..')
      throw new ServiceError('refused', `"${value}" is not a valid ${name}`, 404, '', 0);
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

/** Adds the attempts before the login was renewed. */
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
