// A session that can only read: a second lock, for commands that should not have come so far.

import { providerNamed } from './index.js';
import type { Session } from './session.js';

/**
 * The session without the calls that may change something.
 * @param refusal The error for such a call; it is given the name of the route.
 */
export function readOnlySession(session: Session, refusal: (route: string) => Error): Session {
  const { routes } = providerNamed(session.provider);
  const reading = new Set(routes.flatMap(({ name, method, reads }) => (method === 'GET' || reads ? [name] : [])));
  return {
    ...session,
    call(route, call = {}) {
      const isRead = reading.has(route) && (call.method === undefined || call.method === 'GET');
      return isRead ? session.call(route, call) : Promise.reject(refusal(route));
    },
    put: () => Promise.reject(refusal('putFile')),
  };
}
