// The HTTP client of a run: paces requests, repeats them where that is safe, and reports failures without secrets.
// One exchange is exchange.ts, the retry policy is retry-policy.ts; routes and credentials are the session's.

import type { Dispatcher } from 'undici';
import { backoffMs } from '../../pace/backoff.js';
import type { Kind } from '../../pace/budget.js';
import { type BudgetStore, memoryStore } from '../../pace/budget-store.js';
import type { Clock } from '../../pace/clock.js';
import type { KnownPace } from '../../pace/estimate.js';
import { rateLimitOf } from '../../pace/rate-limit.js';
import { believedMs, isDoubtful, retryAfterMs } from '../../pace/retry-after.js';
import type { Attempt } from '../../plan/result.js';
import { Stop } from '../../problems/stop.js';
import { CircuitBreaker } from './circuit-breaker.js';
import { makeDispatcher } from './dispatcher.js';
import { refusalIn } from './error-details.js';
import { type Answer, type Broken, exchange, type Wire } from './exchange.js';
import { type Http, type Reply, type Request, type RequestEvent, ServiceError, type ServiceErrorKind } from './http.js';
import { redact, secretsIn } from './redact.js';
import { isTooDeep } from './reply-text.js';
import { RequestQueue, rest } from './request-queue.js';
import {
  hostWorks,
  isAsked,
  isPage,
  isThrottle,
  kindOf,
  mayBeDone,
  type RetryDecision,
  retryDecision,
} from './retry-policy.js';

export interface HttpOptions {
  readonly clock: Clock;
  /** Once aborted, no request starts any more; requests in flight are finished. */
  readonly signal: AbortSignal;
  /** Makes a value for x-request-id, a new one for each attempt. */
  readonly newRequestId: () => string;
  /** @default connects directly (dispatcher.ts) */
  readonly dispatcher?: Dispatcher | undefined;
  /** An upper bound of requests per second to a host, reads and writes together. */
  readonly rate?: number | undefined;
  /** Where the pace is kept, and the account's name there. @default in memory */
  readonly budgets?: { readonly store: BudgetStore; readonly account: string } | undefined;
  /** Receives one line per attempt, without secrets and bodies. */
  readonly log?: ((line: string) => void) | undefined;
  /** Receives the same as data. */
  readonly record?: ((event: RequestEvent) => void) | undefined;
  /** Longest wait for an answer to begin, in milliseconds. @default 60000 */
  readonly timeoutMs?: number | undefined;
  /** How often a failing request is sent. @default 6 */
  readonly mostAttempts?: number | undefined;
  /** How long a request is repeated after 429 answers, in milliseconds. @default 600000 */
  readonly patienceMs?: number | undefined;
  /** Largest answer after decompression, in bytes. @default 64 MiB */
  readonly mostReplyBytes?: number | undefined;
}

/** A page of 256 footprints is under 1 MB. */
const MOST_REPLY_BYTES = 64 * 1024 * 1024;

/** Requests to a service that asks for a very long wait, in growing distances, before the run stops. */
const MOST_PROBES = 3;

/** Creates the client of a run. Requests of one kind to one host share one pace. */
export function createHttp(options: HttpOptions): Http {
  return new PacedHttp(options);
}

/** One request, and its attempts so far. */
interface Course {
  readonly request: Request;
  readonly kind: Kind;
  readonly host: Host;
  readonly secrets: ReadonlySet<string>;
  readonly giveUpAt: number;
  /** When the current attempt began to wait for its turn. */
  waitingSince: number;
  attempts: number;
  readonly log: Attempt[];
  failures: number;
  /** Answers that asked for a wait too long to be believed. */
  doubtfulWaits: number;
  requestId: string;
  lastFailure: ServiceError | undefined;
  /** Set once an attempt may have changed something: from then on the request never counts as not sent. */
  maybeDone: ServiceError | undefined;
}

/** The state of a host. */
interface Host {
  requests: number;
  readonly queue: RequestQueue;
  readonly breaker: CircuitBreaker;
}

class PacedHttp implements Http {
  readonly traffic = { sent: 0, retried: 0, throttled: 0 };
  private readonly hosts = new Map<string, Host>();
  private readonly budgets: NonNullable<HttpOptions['budgets']>;
  private readonly wire: Wire;
  private readonly mostAttempts: number;
  private readonly patienceMs: number;

  constructor(private readonly options: HttpOptions) {
    this.wire = {
      dispatcher: options.dispatcher ?? makeDispatcher(),
      now: options.clock.now,
      timeoutMs: options.timeoutMs ?? 60_000,
      mostReplyBytes: options.mostReplyBytes ?? MOST_REPLY_BYTES,
    };
    this.budgets = options.budgets ?? { store: memoryStore(), account: '' };
    this.mostAttempts = options.mostAttempts ?? 6;
    this.patienceMs = options.patienceMs ?? 600_000;
  }

  async send(request: Request): Promise<Reply> {
    const now = this.options.clock.now();
    const course: Course = {
      request,
      kind: kindOf(request),
      host: this.hostOf(request.url),
      secrets: secretsIn(request),
      giveUpAt: now + (request.patienceMs ?? this.patienceMs),
      waitingSince: now,
      attempts: 0,
      log: [],
      failures: 0,
      doubtfulWaits: 0,
      requestId: '',
      lastFailure: undefined,
      maybeDone: undefined,
    };
    try {
      return await this.pursue(course);
    } catch (error) {
      throw error instanceof Stop ? (course.maybeDone ?? error) : error;
    }
  }

  writingPace(): KnownPace {
    const [most] = [...this.hosts.values()].sort((a, b) => b.requests - a.requests);
    return most?.queue.known('write') ?? { mostPerSecond: this.options.rate, latencyMs: undefined };
  }

  /** Sends until there is an answer or no retry is left. */
  private async pursue(course: Course): Promise<Reply> {
    for (;;) {
      const outcome = await this.attemptInTurn(course);
      const decision = retryDecision(outcome, course.request);
      if (decision === 'done' && outcome.kind === 'answer') return replyOf(course, outcome);
      if (decision !== 'retry' && decision !== 'throttled') throw failureOf(course, decision, outcome);
      await this.waitBeforeRepeating(course, decision, outcome);
    }
  }

  /** Sends once, when the queue and the circuit breaker allow it. Throws when that takes too long. */
  private async attemptInTurn(course: Course): Promise<Answer | Broken> {
    const { queue, breaker } = course.host;
    let outcome: Answer | Broken | undefined;
    const attempt = async (): Promise<boolean> => {
      if (!(await queue.pass(course.kind, course.giveUpAt))) {
        throw failure(course, 'unreachable', 429, waitText(queue.heldUntil(course.kind)));
      }
      outcome = await this.attempt(course);
      const works = hostWorks(outcome);
      if (works) breaker.succeeded();
      return works;
    };
    await breaker.send(attempt, course.giveUpAt);
    if (outcome) return outcome;
    throw course.lastFailure ?? failure(course, 'unreachable', 0, 'the service is down');
  }

  private async attempt(course: Course): Promise<Answer | Broken> {
    const { clock, newRequestId } = this.options;
    const { request, kind } = course;
    const { queue } = course.host;
    course.requestId = newRequestId();
    course.attempts += 1;
    this.traffic.sent += 1;
    course.host.requests += 1;
    if (course.attempts > 1) this.traffic.retried += 1;
    const startedAt = clock.now();
    const outcome = await exchange(request, course.requestId, this.wire);
    course.log.push(attemptOf(course, startedAt, outcome));
    const now = clock.now();
    if (outcome.kind === 'answer') {
      const limit = rateLimitOf(outcome.header, now);
      if (isThrottle(outcome)) {
        this.traffic.throttled += 1;
        queue.learn(kind, { what: 'refused', now, startedAt, retryAfterMs: waitAskedFor(outcome, now), limit });
      } else queue.learn(kind, { what: 'answered', now, startedAt, kind: request.method, limit });
    }
    this.report(course, outcome, { startedAt, now });
    course.waitingSince = now;
    return outcome;
  }

  /** Waits before a retry. Throws when no retry is left. */
  private async waitBeforeRepeating(course: Course, decision: RetryDecision, outcome: Answer | Broken): Promise<void> {
    const { clock, signal } = this.options;
    const now = clock.now();
    if (decision === 'throttled' && outcome.kind === 'answer') return this.waitForTurn(course, outcome);
    course.failures += 1;
    course.lastFailure = failureOf(course, decision, outcome);
    if (course.request.method !== 'GET' && mayBeDone(outcome)) course.maybeDone = course.lastFailure;
    const asked = outcome.kind === 'answer' ? waitAskedFor(outcome, now) : undefined;
    const { breaker } = course.host;
    if (breaker.isOpen || (!isAsked(outcome) && course.failures < this.mostAttempts && !breaker.takeRetry())) {
      // While the breaker is open, time limits the retries, not their number.
      if (asked !== undefined && now + asked <= course.giveUpAt) await rest(clock, asked, signal);
      return;
    }
    if (course.failures >= this.mostAttempts) throw course.lastFailure;
    const waitMs = asked ?? backoffMs(course.failures, clock.random());
    if (now + waitMs > course.giveUpAt) throw course.lastFailure;
    await rest(clock, waitMs, signal);
  }

  /** Waits as long as a 429 answer asks for. The queue holds back the other requests. */
  private async waitForTurn(course: Course, answer: Answer): Promise<void> {
    const { clock, signal } = this.options;
    const now = clock.now();
    const askedMs = waitAskedFor(answer, now) ?? farReset(answer, now) ?? 0;
    if (isDoubtful(askedMs)) course.doubtfulWaits += 1;
    const waitMs = believedMs(askedMs, course.doubtfulWaits);
    if (course.doubtfulWaits >= MOST_PROBES || now >= course.giveUpAt || now + waitMs > course.giveUpAt) {
      const said = [refusalIn(answer.text).detail, askedMs > 0 && waitText(now + askedMs)];
      throw failure(course, 'unreachable', answer.status, said.filter(Boolean).join('; '));
    }
    if (waitMs > 0) await rest(clock, waitMs, signal);
  }

  private hostOf(url: string): Host {
    const { host } = new URL(url);
    const known = this.hosts.get(host);
    if (known) return known;
    const { clock, signal, rate } = this.options;
    const { store, account } = this.budgets;
    const queue = new RequestQueue({ clock, signal, store, account: `${account} ${host}`, rate });
    const made = { requests: 0, queue, breaker: new CircuitBreaker(clock, signal) };
    this.hosts.set(host, made);
    return made;
  }

  private report(
    course: Course,
    outcome: Answer | Broken,
    { startedAt, now }: { readonly startedAt: number; readonly now: number },
  ): void {
    const tookMs = Math.round(now - startedAt);
    const { method, body } = course.request;
    const { href, origin, pathname } = new URL(course.request.url);
    // Pre-signed URLs carry the signature in the query; never log it.
    const url = body?.kind === 'bytes' ? origin + pathname : href;
    const end = outcome.kind === 'answer' ? String(outcome.status) : outcome.why;
    const about = `request ${course.requestId}, attempt ${course.attempts}`;
    this.options.log?.(redact(`${method} ${url} -> ${end} in ${tookMs} ms (${about})`, course.secrets));
    const askedMs = outcome.kind === 'answer' ? waitAskedFor(outcome, now) : undefined;
    this.options.record?.({
      ...attemptOf(course, startedAt, outcome),
      pathTemplate: course.request.pathTemplate,
      attempt: course.attempts,
      ...(outcome.kind === 'broken' && { why: redact(outcome.why, course.secrets) }),
      waitedMs: Math.round(startedAt - course.waitingSince),
      tookMs,
      ...(askedMs !== undefined && { askedMs }),
    });
  }
}

function attemptOf({ request, kind, requestId }: Course, at: number, outcome: Answer | Broken): Attempt {
  const broken = outcome.kind === 'broken' && (outcome.sent ? 'no-answer' : 'not-sent');
  const { method, operation: route } = request;
  return {
    at,
    method,
    route,
    requestId,
    outcome: broken || (outcome.kind === 'answer' ? outcome.status : 'no-answer'),
    ...(kind === 'read' && method === 'POST' && { reads: true }),
  };
}

function waitAskedFor({ header }: Answer, now: number): number | undefined {
  return retryAfterMs(header('retry-after'), now, header('date'));
}

/** The reset of a used-up quota of hours or days. */
function farReset({ header }: Answer, now: number): number | undefined {
  const { remaining, resetMs } = rateLimitOf(header, now) ?? {};
  return remaining === 0 && resetMs !== undefined && isDoubtful(resetMs) ? resetMs : undefined;
}

function waitText(until: number): string {
  const [day, time = ''] = new Date(until).toISOString().split('T');
  return `the service asks to wait until ${day} ${time.slice(0, 8)} UTC`;
}

function replyOf(course: Course, answer: Answer): Reply {
  const { status, text, cut } = answer;
  const { requestId, attempts, request, log } = course;
  // File stores return no useful body.
  if (request.body?.kind === 'bytes' || (cut === undefined && text.trim() === ''))
    return { status, body: undefined, requestId, attempts, log };
  const kind = request.repeat === 'create' ? 'unclear' : 'unreadable';
  if (isTooDeep(text)) throw failure(course, kind, status, 'expected JSON, got more than 200 levels of it');
  try {
    return { status, body: JSON.parse(text), text, requestId, attempts, log };
  } catch {
    const got = isPage(answer) ? 'a web page' : 'text that is not JSON';
    throw failure(course, kind, status, cut ? `the answer was cut off: ${cut}` : `expected JSON, got ${got}`);
  }
}

const kinds: Readonly<Record<RetryDecision, ServiceErrorKind>> = {
  done: 'unreadable',
  throttled: 'unreachable',
  retry: 'unreachable',
  failing: 'unreachable',
  blocked: 'unreachable',
  unclear: 'unclear',
  denied: 'denied',
  refused: 'refused',
  unexpected: 'unreadable',
};

function failureOf(course: Course, decision: RetryDecision, outcome: Answer | Broken): ServiceError {
  const kind = kinds[decision];
  if (outcome.kind === 'broken') return failure(course, kind, 0, outcome.why);
  const { status, text, header, cut } = outcome;
  if (decision === 'retry' && cut !== undefined) return failure(course, kind, status, cut);
  if (decision === 'unexpected') {
    const target = header('location');
    return failure(course, kind, status, target ? `redirected to ${target}` : 'expected JSON, got a web page');
  }
  if (decision === 'blocked') {
    return failure(course, kind, status, 'a web page, so a firewall or proxy refuses, not the service');
  }
  const { detail, fields } = refusalIn(text);
  return failure(course, kind, status, detail, fields);
}

/** An error such as `POST https://host/path (createThing): HTTP 400: detail`, without secrets. */
function failure(
  course: Course,
  kind: ServiceErrorKind,
  status: number,
  detail: string,
  fields: Readonly<Record<string, string>> = {},
): ServiceError {
  const { request, secrets, requestId, attempts } = course;
  const { origin, pathname } = new URL(request.url);
  const clean = (text: string): string => redact(text, secrets);
  // Redacted part by part: the end of one must not look like the name of a secret in the next.
  const said = clean(detail);
  const parts = [
    `${request.method} ${clean(origin + pathname)} (${request.operation})`,
    status > 0 && `HTTP ${status}`,
    said,
  ];
  const count = attempts > 1 ? ` (${attempts} attempts)` : '';
  const message = parts.filter(Boolean).join(': ') + count;
  const cleanFields = Object.fromEntries(Object.entries(fields).map(([field, text]) => [field, clean(text)]));
  return new ServiceError(kind, message, status, requestId, attempts, cleanFields, said || `HTTP ${status}`, [
    ...course.log,
  ]);
}
