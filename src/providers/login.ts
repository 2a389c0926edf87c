// Keeps a token that runs out: one login for all who wait, renewed shortly before its end or when it is refused.
// How to log in is each provider's auth.ts.

import type { Clock } from '../pace/clock.js';
import { ServiceError } from './http.js';
import type { Auth } from './session.js';

export interface Token {
  readonly value: string;
  /** Seconds it lasts; undefined when the service does not say. */
  readonly lastsSeconds: number | undefined;
}

/** A token this close to its end is replaced before it is used. */
const MARGIN_MS = 30_000;

/**
 * Credentials that are a bearer token.
 * @param logIn gets a new token; called once for all requests that need it at the same time.
 * @param others headers that go with it.
 */
export function bearerAuth(
  clock: Pick<Clock, 'now'>,
  logIn: () => Promise<Token>,
  others: Readonly<Record<string, string>> = {},
): Auth {
  let current: { readonly value: string; readonly staleAt: number } | undefined;
  let pending: Promise<void> | undefined;
  const renewed = async (): Promise<void> => {
    const { value, lastsSeconds } = await denying(logIn());
    const lastsMs = (lastsSeconds ?? Number.POSITIVE_INFINITY) * 1000;
    // A token that lasts less than the margin is still used for half of its life.
    current = { value, staleAt: clock.now() + Math.max(lastsMs - MARGIN_MS, lastsMs / 2) };
  };
  const renewOnce = (): Promise<void> => {
    pending ??= renewed().finally(() => {
      pending = undefined;
    });
    return pending;
  };
  return {
    async headers() {
      if (!current || clock.now() >= current.staleAt) await renewOnce();
      return { ...others, authorization: `Bearer ${current?.value}` };
    },
    async renew(refused) {
      // Somebody else may have renewed it since the refused request was made.
      if (refused.authorization === `Bearer ${current?.value}`) await renewOnce();
      return true;
    },
  };
}

/** Credentials that never change. */
export function fixedAuth(headers: Readonly<Record<string, string>>): Auth {
  return { headers: async () => headers, renew: async () => false };
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
