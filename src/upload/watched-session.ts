// A session that notes every request which goes through it, so that the ledger can tell a row's story. Sends nothing itself.

import type { Attempt } from '../plan/result.js';
import { ServiceError } from '../providers/http.js';
import type { Session } from '../providers/provider.js';

/** A session, and the requests that were made through it so far. */
export interface Watched {
  readonly session: Session;
  readonly log: readonly Attempt[];
}

/** Starts to watch; the session itself stays as it is. */
export function watched(session: Session): Watched {
  const log: Attempt[] = [];
  return {
    log,
    session: {
      ...session,
      async call(route, call) {
        try {
          const reply = await session.call(route, call);
          log.push(...(reply.log ?? []));
          return reply;
        } catch (error) {
          if (error instanceof ServiceError) log.push(...error.log);
          throw error;
        }
      },
    },
  };
}
