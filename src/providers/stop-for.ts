// Turns a failure of the service into the reason to stop, with what the user can do about it.

import type { ProviderName } from '../datasets/dataset.js';
import { Stop, type StopCode, type StopKind } from '../problems/stop.js';
import { ServiceError, type ServiceErrorKind } from './http/http.js';
import { targetSettings } from './target-settings.js';

interface Reason {
  readonly kind: StopKind;
  readonly code: StopCode;
  readonly message: string;
  /** @param settings the names of those that say where requests go, and for whom. */
  readonly hint: (settings: string) => string;
}

const AGAIN = 'then run the same command again: rows the service has are left out';
const aim = (settings: string): string =>
  `check ${settings}; a path that is only assumed can be overridden (carbonsheet routes lists them)`;

/** What each kind of failure means where a run cannot go on without the answer. */
const reasons: Readonly<Record<ServiceErrorKind, Reason>> = {
  denied: {
    kind: 'refused',
    code: 'DENIED',
    message: 'the service refuses these credentials or lacks a permission',
    hint: () => 'check the key, the password and the organisation or group of this account',
  },
  // Nothing is wrong with the service when it does not know the path or the organisation that it is asked for.
  refused: {
    kind: 'usage',
    code: 'REQUEST_REFUSED',
    message: 'the service refused a request that the run needs',
    hint: aim,
  },
  unreadable: {
    kind: 'usage',
    code: 'UNREADABLE_ANSWER',
    message: 'the service answered what this route does not promise',
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

/** The same where an answer came: something answers, but lets nothing through. */
const held: Readonly<Record<number, Pick<Reason, 'code' | 'message'> & { readonly hint: string }>> = {
  403: {
    code: 'BLOCKED',
    message: 'the service, or a firewall before it, lets nothing through for now',
    hint: `wait, or ask who runs the service or the network to let this through, ${AGAIN}`,
  },
  429: {
    code: 'THROTTLED',
    message: 'the service lets nothing through for now',
    hint: 'run the same command again then, or earlier to try: rows the service has are left out',
  },
};

/**
 * What a failed request means once the service has taken rows in: whatever it answers, the settings were right before, and
 * rows may be in doubt that the same command settles.
 */
export function stopAfterSending(error: unknown, provider: ProviderName): Stop {
  const { kind, code, message, hint, cause } = stopFor(error, provider);
  return kind === 'usage'
    ? new Stop('unreachable', code, message, reasons.unclear.hint(''), cause)
    : new Stop(kind, code, message, hint, cause);
}

/** What a failed request means for the whole run; a Stop is handed on, anything else is a bug and thrown again. */
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
