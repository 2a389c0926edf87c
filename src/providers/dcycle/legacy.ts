// Calls of Dcycle's older API (`/api/v1`), which asks for the user besides the key and the organisation
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
    "Dcycle's older routes ask for the user, and DCYCLE_USER_ID is not set",
    'set it to the id of the user to whom the API key belongs',
  );
}

/** Calls a route of the older API. Throws a ServiceError, or a Stop. */
export async function callLegacy(session: Session, route: string, call: Call = {}): Promise<Reply> {
  const userId = requireUser(session);
  try {
    return await session.call(route, { ...call, headers: { ...call.headers, 'x-user-id': userId } });
  } catch (error) {
    if (!(error instanceof ServiceError) || error.kind !== 'denied') throw error;
    const hint = 'they take an API key (DCYCLE_API_KEY), no login, and the id of its user (DCYCLE_USER_ID)';
    throw new Stop(
      'refused',
      'DENIED',
      `Dcycle's older routes refuse these credentials: ${error.message}`,
      hint,
      error,
    );
  }
}
