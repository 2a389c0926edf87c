// Records every request of a session, so that the ledger can trace a row. Sends nothing itself.

import type { Attempt } from '../plan/result.js';
import { type Reply, ServiceError } from '../providers/http/http.js';
import type { Session } from '../providers/session.js';

/** A session, and the requests made through it so far. */
export interface Recording {
  readonly session: Session;
  readonly log: readonly Attempt[];
}

/** Starts a recording. The given session stays as it is. */
export function recordingOf(session: Session): Recording {
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
