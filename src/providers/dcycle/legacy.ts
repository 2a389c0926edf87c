// Calls Dcycle's legacy API (`/api/v1`), which requires the user in addition to key and organisation
// (docs.dcycle.io, api-reference/legacy).

import { Stop } from '../../problems/stop.js';
import { type Reply, ServiceError } from '../http/http.js';
import type { Call, Session } from '../session.js';

/** The user's id. Throws a Stop of kind `usage` where it is not set. */
export function requireUser({ account: { userId } }: Session): string {
  if (userId) return userId;
  throw new Stop(
    'usage',
    'MISSING_SETTING',
    "Dcycle's legacy API requires the user, and DCYCLE_USER_ID is not set",
    'set it to the id of the user who owns the API key',
  );
}

/** Calls a route of the legacy API. Throws a ServiceError, or a Stop. */
export async function callLegacy(session: Session, route: string, call: Call = {}): Promise<Reply> {
  const userId = requireUser(session);
  try {
    return await session.call(route, { ...call, headers: { ...call.headers, 'x-user-id': userId } });
  } catch (error) {
    if (!(error instanceof ServiceError) || error.kind !== 'denied') throw error;
    const hint = 'set DCYCLE_API_KEY, since a login is not accepted, and set DCYCLE_USER_ID to the owner of the key';
    throw new Stop('refused', 'DENIED', `Dcycle's legacy API refuses these credentials: ${error.message}`, hint, error);
  }
}
