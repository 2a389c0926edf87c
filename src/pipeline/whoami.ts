// Proves that an account can be used, and reports whose it is: one timed call that reads something.

import type { ProviderName } from '../datasets/dataset.js';
import { providerNamed } from '../providers/index.js';
import type { Identity } from '../providers/provider.js';
import type { Credentials, Session } from '../providers/session.js';
import { stopFor } from '../providers/stop-for.js';
import type { Tools } from './tools.js';

/** An account that was proved. */
export interface ProvedAccount extends Identity {
  readonly provider: ProviderName;
  readonly host: string;
  /** `lastsSeconds`: how long the token still counts; absent when there is none or the service does not say. */
  readonly credentials: Pick<Credentials, 'kind'> & { readonly lastsSeconds?: number };
  /** From the call to its answer, with the login before it where there was one. */
  readonly roundTripMs: number;
}

/** Proves the account of a provider. Throws a Stop: `usage` when settings are missing, `refused` when the service refuses them. */
export async function whoAmI(provider: ProviderName, tools: Pick<Tools, 'connect' | 'clock'>): Promise<ProvedAccount> {
  const { clock } = tools;
  const { session } = await tools.connect(provider);
  const timed = timing(session, clock.now);
  try {
    const identity = await providerNamed(provider).whoami(timed.session);
    const { kind = 'key', endsAt } = session.credentials?.() ?? {};
    const lasts = endsAt === undefined ? {} : { lastsSeconds: Math.round((endsAt - clock.now()) / 1000) };
    return {
      provider,
      host: hostOf(session),
      credentials: { kind, ...lasts },
      roundTripMs: timed.firstMs(),
      ...identity,
    };
  } catch (error) {
    throw stopFor(error, provider);
  }
}

/** A session that knows how long its first call took. */
function timing(session: Session, now: () => number): { readonly session: Session; readonly firstMs: () => number } {
  let firstMs: number | undefined;
  return {
    firstMs: () => firstMs ?? 0,
    session: {
      ...session,
      async call(route, call) {
        const startedAt = now();
        const reply = await session.call(route, call);
        firstMs ??= Math.round(now() - startedAt);
        return reply;
      },
    },
  };
}

/** What the session is shown as ends with its host. */
function hostOf({ shownAs }: Session): string {
  return shownAs.split(' ').at(-1) ?? '';
}
