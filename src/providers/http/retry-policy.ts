// Says what an outcome on the wire means: the safety rules of repeating, as one table. Pure; waiting is create-http.ts's.

import type { Kind } from '../../pace/budget.js';
import type { Answer, Broken } from './exchange.js';
import type { Request } from './http.js';

/**
 * - `done`: a 2xx answer, or one that the request accepts.
 * - `throttled`: too many requests; the service did nothing.
 * - `retry`: worth repeating, and safe to.
 * - `unclear`: a create that the service may or may not have done.
 * - `denied`, `refused`: the service says no, to the caller or to this request.
 * - `failing`: the service fails in a way that a repetition does not cure.
 * - `blocked`: something on the way says no, and may let it through later.
 * - `unexpected`: an answer that this service does not give, such as a redirection.
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

/** The service says that it did nothing, whatever the method. 425: a product is still being processed. */
const NOTHING_DONE = new Set([425]);
/** The service may have done it: repeated only where doing it twice does no harm. */
const MAYBE_DONE = new Set([408, 500, 502, 503, 504]);

/** What an outcome means for a request that may, or may not, be repeated. */
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
  // A service refuses in JSON; a page is that of a firewall on the way, which knows no credentials.
  if (status === 403 && isPage(outcome)) return 'blocked';
  if (status === 401 || status === 403) return 'denied';
  if (status < 400) return 'unexpected';
  // A proxy or a web page answers unknown addresses in HTML; its limits on size concern the request at hand.
  return isPage(outcome) && status !== 413 && status !== 414 && status !== 431 ? 'unexpected' : 'refused';
}

/** Whether there were too many requests; some services say so with 403. */
export function isThrottle({ status, header }: Answer): boolean {
  return status === 429 || (status === 403 && header('retry-after') !== undefined);
}

/** Whether the service may have done what was asked although it did not say so. */
export function mayBeDone(outcome: Answer | Broken): boolean {
  if (outcome.kind === 'broken') return outcome.sent;
  return outcome.cut !== undefined || MAYBE_DONE.has(outcome.status);
}

/** Whether an answer is a web page, not an API's. */
export function isPage({ header, text }: Answer): boolean {
  return (header('content-type') ?? '').includes('html') || /^\s*<(!doctype|html)/i.test(text);
}

/** Whether an answer, or the lack of one, is that of a working host: refusing what is asked is working too. */
export function hostWorks(outcome: Answer | Broken): boolean {
  return outcome.kind === 'answer' && outcome.cut === undefined && outcome.status < 500 && outcome.status !== 408;
}

/** Whether the service asked for a repetition: that is its pace, and no retry of ours. */
export function isAsked(outcome: Answer | Broken): boolean {
  return outcome.kind === 'answer' && (outcome.status === 425 || isThrottle(outcome));
}

/** Reads and writes are paced apart. A POST that may be repeated asks for something that an address cannot hold. */
export function kindOf({ method, repeat }: Pick<Request, 'method' | 'repeat'>): Kind {
  return method === 'GET' || method === 'HEAD' || (method === 'POST' && repeat === 'safe') ? 'read' : 'write';
}
