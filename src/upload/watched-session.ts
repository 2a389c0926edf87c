// A session that notes every request which goes through it, so that the ledger can tell a row's story. Sends nothing itself.

import type { Attempt } from '../plan/result.js';
import { type Reply, ServiceError } from '../providers/http/http.js';
import type { Session } from '../providers/session.js';

/** A session, and the requests that were made through it so far. */
export interface Watched {
  readonly session: Session;
  readonly log: readonly Attempt[];
}

/** Starts to watch; the session itself stays as it is. */
export function watched(session: Session): Watched {
  const log: Attempt[] = [];
  const noted = async (sending: Promise<Reply>): Promise<Reply> => {
    try {
      const reply = await sending;
      log.push(...(reply.log ?? []));
      return reply;
    } catch (error) {
      if (error instanceof ServiceError) log.push(...error.log);
      throw error;
    }
  };
  return {
    log,
    session: {
      ...session,
      call: (route, call) => noted(session.call(route, call)),
      put: (address, file) => noted(session.put(address, file)),
    },
  };
}
