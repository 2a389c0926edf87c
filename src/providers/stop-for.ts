// Turns a failure of the service into the reason to stop, with the user's next action.

import type { ProviderName } from '../datasets/dataset.js';
import { Stop, type StopCode, type StopKind } from '../problems/stop.js';
import { ServiceError, type ServiceErrorKind } from './http/http.js';
import { targetSettings } from './target-settings.js';

interface Reason {
  readonly kind: StopKind;
  readonly code: StopCode;
  readonly message: string;
  /** @param settings the names of the settings of targetSettings. */
  readonly hint: (settings: string) => string;
}

const AGAIN = 'then run the same command again';
const aim = (settings: string): string => `check ${settings}; to override an assumed path, see carbonsheet routes`;

/** The reason to stop for each kind of failure. */
const reasons: Readonly<Record<ServiceErrorKind, Reason>> = {
  denied: {
    kind: 'refused',
    code: 'DENIED',
    message: 'the service refuses these credentials, or they lack a permission',
    hint: () => 'check the key, the password and the organisation or group of this account',
  },
  // The service works, but it does not know the path or the organisation.
  refused: {
    kind: 'usage',
    code: 'REQUEST_REFUSED',
    message: 'the service refused a request that the run needs',
    hint: aim,
  },
  unreadable: {
    kind: 'usage',
    code: 'UNREADABLE_ANSWER',
    message: 'the service answered with an unexpected body',
    hint: aim,
  },
  unclear: {
    kind: 'unreachable',
    code: 'UNCLEAR_ANSWER',
    message: 'the service gave no clear answer',
    hint: () => `wait until the service works, ${AGAIN}`,
  },
  unreachable: {
    kind: 'unreachable',
    code: 'UNREACHABLE',
    message: 'the service could not be reached',
    hint: () => `check the base URL and the network, ${AGAIN}`,
  },
};

/** The same for statuses of a host that answers but refuses for now. */
const held: Readonly<Record<number, Pick<Reason, 'code' | 'message'> & { readonly hint: string }>> = {
  403: {
    code: 'BLOCKED',
    message: 'the service, or a firewall in front of it, blocks requests for now',
    hint: `wait, or ask the operator of the service or the network to allow these requests, ${AGAIN}`,
  },
  429: {
    code: 'THROTTLED',
    message: 'the service accepts no requests for now',
    hint: 'run the same command again then, or try earlier',
  },
};

/**
 * The reason to stop once the service has accepted rows: the settings were right before, and the same command settles rows in
 * doubt.
 */
export function stopAfterSending(error: unknown, provider: ProviderName): Stop {
  const { kind, code, message, hint, cause } = stopFor(error, provider);
  return kind === 'usage'
    ? new Stop('unreachable', code, message, reasons.unclear.hint(''), cause)
    : new Stop(kind, code, message, hint, cause);
}

/** The reason to stop after a failed request. A Stop is returned as it is; any other error is thrown again. */
export function stopFor(error: unknown, provider: ProviderName): Stop {
  if (error instanceof Stop) return error;
  if (!(error instanceof ServiceError)) throw error;
  const reason = reasons[error.kind];
  const { kind } = reason;
  const { code, message, hint } = error.kind === 'unreachable' ? { ...reason, ...held[error.status] } : reason;
  const about = error.requestId ? ` (request ${error.requestId})` : '';
  return new Stop(
    kind,
    code,
    `${message}: ${error.message}${about}`,
    typeof hint === 'string' ? hint : hint(targetSettings(provider).join(', ')),
    error,
  );
}
