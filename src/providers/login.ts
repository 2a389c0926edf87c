// Keeps a token that runs out: one login for all who wait, renewed shortly before its end or when it is refused.
// How to log in is each provider's auth.ts.

import type { Clock } from '../pace/clock.js';
import { ServiceError } from './http/http.js';
import type { Auth } from './open-session.js';
import type { Credentials } from './session.js';

/** Something that counts for a time. */
interface TokenValue {
  readonly value: string;
  /** Seconds it lasts; undefined when the service does not say. */
  readonly expiresInSeconds: number | undefined;
}

export interface Token extends TokenValue {
  /** What gets the next token without the password. */
  readonly refresh?: TokenValue;
}

/** How tokens are got. */
export interface Login {
  readonly kind: Credentials['kind'];
  /** Gets a token for the name and its secret; called once for all requests that need it at the same time. */
  readonly logIn: () => Promise<Token>;
  /** Gets one for a refresh token, where the service gives such out. When that is refused, `logIn` is called instead. */
  readonly refresh?: (value: string) => Promise<Token>;
  /** Headers that go with the token. */
  readonly others?: Readonly<Record<string, string>>;
}

/** A token this close to its end is replaced before it is used. */
const MARGIN_MS = 30_000;

/** When something must be replaced: half a minute before its end, or at half of its life where that is later. */
function staleAt({ expiresInSeconds = Number.POSITIVE_INFINITY }: TokenValue, now: number): number {
  const lastsMs = expiresInSeconds * 1000;
  return now + Math.max(lastsMs - MARGIN_MS, lastsMs / 2);
}

/** What is known of the token in use. */
interface Current {
  readonly token: Token;
  readonly gotAt: number;
}

/** Credentials that are a bearer token. */
export function bearerAuth(clock: Pick<Clock, 'now'>, { kind, logIn, refresh, others = {} }: Login): Auth {
  let current: Current | undefined;
  let pending: Promise<void> | undefined;
  const header = (): string => `Bearer ${current?.token.value}`;
  const refreshed = async (): Promise<Token | undefined> => {
    const held = current?.token.refresh;
    if (!refresh || !current || !held || clock.now() >= staleAt(held, current.gotAt)) return undefined;
    const { value, expiresInSeconds } = held;
    const left = expiresInSeconds === undefined ? undefined : expiresInSeconds - (clock.now() - current.gotAt) / 1000;
    // One that is refused may have been taken back; the password still counts.
    const token = await refresh(value).catch(unlessRefused);
    // A service that gives no new one goes on with the old one.
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
      // Somebody else may have renewed it since the refused request was made.
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

/** A key, which never changes. */
export function fixedAuth(headers: Readonly<Record<string, string>>): Auth {
  return { headers: async () => headers, renew: async () => false, credentials: () => ({ kind: 'key' }) };
}

/** A login that the service refuses is no matter of one row: it denies everything (Keycloak answers 400 or 401). */
async function denying(login: Promise<Token>): Promise<Token> {
  try {
    return await login;
  } catch (error) {
    if (!(error instanceof ServiceError) || error.kind !== 'refused') throw error;
    const { message, status, requestId, attempts, fields, detail } = error;
    throw new ServiceError('denied', message, status, requestId, attempts, fields, detail);
  }
}
