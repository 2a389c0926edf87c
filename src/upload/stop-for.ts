// Turns a failure of the service into the reason to stop, with what the user can do about it.

import { Stop } from '../problems/stop.js';
import { ServiceError } from '../providers/http.js';

/** What a failed request means for the whole run; a Stop is handed on, anything else is a bug and thrown again. */
export function stopFor(error: unknown): Stop {
  if (error instanceof Stop) return error;
  if (!(error instanceof ServiceError)) throw error;
  const about = error.requestId ? ` (request ${error.requestId})` : '';
  switch (error.kind) {
    case 'denied':
      return new Stop(
        'refused',
        'DENIED',
        `the service refuses these credentials or lacks a permission: ${error.message}${about}`,
        'check the key, the password and the organisation or group of this account',
        error,
      );
    case 'unreachable':
      return new Stop(
        'unreachable',
        'UNREACHABLE',
        `the service could not be reached: ${error.message}${about}`,
        'check the base URL and the network, then run the same command again: rows the service has are left out',
        error,
      );
    case 'unreadable':
      return new Stop(
        'unreachable',
        'UNREADABLE_ANSWER',
        `the service answered what this route does not promise: ${error.message}${about}`,
        'check the base URL; a path that is only assumed can be overridden (carbonsheet routes)',
        error,
      );
    case 'refused':
    case 'unclear':
      return new Stop(
        'unreachable',
        'REQUEST_REFUSED',
        `the service refused a request that the run needs: ${error.message}${about}`,
        'check the account settings; a path that is only assumed can be overridden (carbonsheet routes)',
        error,
      );
  }
}
