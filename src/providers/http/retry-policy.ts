// Retry policy: what an outcome of a request means, and whether the request may be repeated. Pure; waiting is create-http.ts's.

import type { Kind } from '../../pace/budget.js';
import type { Answer, Broken } from './exchange.js';
import type { Request } from './http.js';

/**
 * - `done`: a 2xx answer, or one that the request accepts.
 * - `throttled`: too many requests; the service did nothing.
 * - `retry`: a repetition is safe and may help.
 * - `unclear`: the service may or may not have carried out a create.
 * - `denied`, `refused`: the service refuses the caller, or this request.
 * - `failing`: the service fails in a way that a repetition does not cure.
 * - `blocked`: a firewall or proxy refuses, perhaps only for now.
 * - `unexpected`: an answer that the route never gives, such as a redirection.
 */
export type RetryDecision =
  | 'done'
  | 'throttled'
  | 'retry'
  | 'unclear'
  | 'denied'
  | 'refused'
  | 'failing'
  | 'blocked'
  | 'unexpected';

/** The service did nothing, whatever the method. 425 (Too Early): a product is still being processed. */
const NOTHING_DONE = new Set([425]);
/** The service may have carried the request out: only safe requests are repeated. */
const MAYBE_DONE = new Set([408, 500, 502, 503, 504]);

/** What to do after an outcome of a request. */
export function retryDecision(
  outcome: Answer | Broken,
  { repeat, tooEarly, accepts }: Pick<Request, 'repeat' | 'tooEarly' | 'accepts'>,
): RetryDecision {
  if (outcome.kind === 'broken' && outcome.lasts) return outcome.sent && repeat === 'create' ? 'unclear' : 'failing';
  if (outcome.kind === 'broken') return !outcome.sent || repeat === 'safe' ? 'retry' : 'unclear';
  const { status, cut, lasts } = outcome;
  if ((status >= 200 && status < 300) || accepts?.includes(status))
    return cut !== undefined && !lasts && repeat === 'safe' ? 'retry' : 'done';
  if (isThrottle(outcome)) return 'throttled';
  if (NOTHING_DONE.has(status)) return tooEarly === 'tell' ? 'refused' : 'retry';
  if (MAYBE_DONE.has(status)) return repeat === 'safe' ? 'retry' : 'unclear';
  if (status >= 500) return repeat === 'safe' ? 'failing' : 'unclear';
  // A service refuses in JSON. A web page comes from a firewall, which knows no credentials.
  if (status === 403 && isPage(outcome)) return 'blocked';
  if (status === 401 || status === 403) return 'denied';
  if (status < 400) return 'unexpected';
  // A web page answers unknown paths, except with 413, 414 and 431: a proxy's limits on this request.
  return isPage(outcome) && status !== 413 && status !== 414 && status !== 431 ? 'unexpected' : 'refused';
}

/** Whether there were too many requests; some services answer 403 with Retry-After. */
export function isThrottle({ status, header }: Answer): boolean {
  return status === 429 || (status === 403 && header('retry-after') !== undefined);
}

/** Whether the service may have carried the request out without confirming it. */
export function mayBeDone(outcome: Answer | Broken): boolean {
  if (outcome.kind === 'broken') return outcome.sent;
  return outcome.cut !== undefined || MAYBE_DONE.has(outcome.status);
}

/** Whether an answer is a web page, not an API's. */
export function isPage({ header, text }: Answer): boolean {
  return (header('content-type') ?? '').includes('html') || /^\s*<(!doctype|html)/i.test(text);
}

/** Whether the host works: a refusal is an answer of a working host, too. */
export function hostWorks(outcome: Answer | Broken): boolean {
  return outcome.kind === 'answer' && outcome.cut === undefined && outcome.status < 500 && outcome.status !== 408;
}

/** Whether the service asked for a repetition, which does not use up the retry budget. */
export function isAsked(outcome: Answer | Broken): boolean {
  return outcome.kind === 'answer' && (outcome.status === 425 || isThrottle(outcome));
}

/** Reads and writes are paced apart. A safe POST is a read whose query does not fit into a URL. */
export function kindOf({ method, repeat }: Pick<Request, 'method' | 'repeat'>): Kind {
  return method === 'GET' || method === 'HEAD' || (method === 'POST' && repeat === 'safe') ? 'read' : 'write';
}
