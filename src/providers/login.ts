// Keeps an expiring token: concurrent requests share one login, which is renewed shortly before it expires or when it is refused.
// How to log in is each provider's auth.ts.

import type { Clock } from '../pace/clock.js';
import { ServiceError } from './http/http.js';
import type { Auth } from './open-session.js';
import type { Credentials } from './session.js';

/** A token with its lifetime. */
interface TokenValue {
  readonly value: string;
  /** Undefined when the service does not report it. */
  readonly expiresInSeconds: number | undefined;
}

export interface Token extends TokenValue {
  /** The refresh token. */
  readonly refresh?: TokenValue;
}

/** How to get tokens. */
export interface Login {
  readonly kind: Credentials['kind'];
  /** Logs in; called once for all requests that need a token at the same time. */
  readonly logIn: () => Promise<Token>;
  /** Uses a refresh token, where the service issues them. When it is refused, `logIn` is called instead. */
  readonly refresh?: (value: string) => Promise<Token>;
  /** Headers sent with the token. */
  readonly others?: Readonly<Record<string, string>>;
}

/** A token is replaced so long before it expires. */
const MARGIN_MS = 30_000;

/** When a token must be replaced: half a minute before it expires, or after half its lifetime where that is later. */
function staleAt({ expiresInSeconds = Number.POSITIVE_INFINITY }: TokenValue, now: number): number {
  const lastsMs = expiresInSeconds * 1000;
  return now + Math.max(lastsMs - MARGIN_MS, lastsMs / 2);
}

/** The token in use. */
interface Current {
  readonly token: Token;
  readonly gotAt: number;
}

/** Bearer token authentication (RFC 6750). */
export function bearerAuth(clock: Pick<Clock, 'now'>, { kind, logIn, refresh, others = {} }: Login): Auth {
  let current: Current | undefined;
  let pending: Promise<void> | undefined;
  const header = (): string => `Bearer ${current?.token.value}`;
  const refreshed = async (): Promise<Token | undefined> => {
    const held = current?.token.refresh;
    if (!refresh || !current || !held || clock.now() >= staleAt(held, current.gotAt)) return undefined;
    const { value, expiresInSeconds } = held;
    const left = expiresInSeconds === undefined ? undefined : expiresInSeconds - (clock.now() - current.gotAt) / 1000;
    // A refused refresh token may have been revoked; the password is still valid.
    const token = await refresh(value).catch(unlessRefused);
    // Without a new refresh token, the old one stays valid.
    return token && { refresh: { value, expiresInSeconds: left }, ...token };
  };
  const renewed = async (): Promise<void> => {
    const token = (await refreshed()) ?? (await denying(logIn()));
    current = { token, gotAt: clock.now() };
  };
  const renewOnce = (): Promise<void> => {
    pending ??= renewed().finally(() => {
      pending = undefined;
    });
    return pending;
  };
  return {
    async headers() {
      if (!current || clock.now() >= staleAt(current.token, current.gotAt)) await renewOnce();
      return { ...others, authorization: header() };
    },
    async renew(refused) {
      // Another request may have renewed it meanwhile.
      if (refused.authorization === header()) await renewOnce();
      return true;
    },
    credentials() {
      const { expiresInSeconds } = current?.token ?? {};
      return {
        kind,
        ...(current && expiresInSeconds !== undefined && { endsAt: current.gotAt + expiresInSeconds * 1000 }),
      };
    },
  };
}

function unlessRefused(error: unknown): undefined {
  if (error instanceof ServiceError && (error.kind === 'refused' || error.kind === 'denied')) return undefined;
  throw error;
}

/** Authentication by a key that never changes. */
export function fixedAuth(headers: Readonly<Record<string, string>>): Auth {
  return { headers: async () => headers, renew: async () => false, credentials: () => ({ kind: 'key' }) };
}

/** A refused login denies all requests, not one row (Keycloak answers 400 or 401). */
async function denying(login: Promise<Token>): Promise<Token> {
  try {
    return await login;
  } catch (error) {
    if (!(error instanceof ServiceError) || error.kind !== 'refused') throw error;
    const { message, status, requestId, attempts, fields, detail } = error;
    throw new ServiceError('denied', message, status, requestId, attempts, fields, detail);
  }
}
