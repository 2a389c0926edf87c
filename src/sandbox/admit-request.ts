// Middleware of every request: request id, counts, rate limit, faults.

import { matchedRoutes } from 'hono/route';
import { type Mishap, namedMishap } from './faults/chaos.js';
import { answerWithFault, type FaultPlan } from './faults/faults.js';
import { type Rate, type RateHeaders, TokenBucket } from './rate-limit.js';
import { Refusal } from './refusal.js';
import type { SandboxApp, SandboxContext } from './sandbox-app.js';
import { SandboxError } from './sandbox-error.js';
import { bearerToken, type TokenBook } from './token-book.js';
import type { Traffic } from './traffic.js';

export interface GateOptions {
  readonly now: () => number;
  /** Waits; rejects when the sandbox closes. */
  readonly wait: (delayMs: number) => Promise<void>;
  /** Undefined for no limit. */
  readonly rate: Rate | undefined;
  readonly rateHeaders: readonly RateHeaders[];
  /** A test's plan, which comes before chaos. */
  readonly fault: FaultPlan | undefined;
  readonly chaos: ((path: string, method: string) => Mishap | undefined) | undefined;
  readonly tokens: TokenBook;
  readonly traffic: Traffic;
}

/** The header with the kind of chaos for its request. */
const chaosHeader = 'x-sandbox-chaos';

// Has the fields of all services' error bodies.
const tooMany = { detail: 'Too many requests', code: 'RATE_LIMITED', error: 'rate_limited' };

export function mountGate(app: SandboxApp, options: GateOptions): void {
  const { now, wait, rate, rateHeaders, tokens, traffic } = options;
  const bucket = rate === undefined ? undefined : new TokenBucket(rate, rateHeaders, now());
  const mishapOf = planner(options);
  const routeName = namer();
  let underway = 0;
  app.use(async (context, next) => {
    if (context.req.path.startsWith('/_sandbox/')) return next();
    const route = routeName(context);
    echoRequestId(context);
    const verdict = bucket?.take(now());
    for (const [name, value] of Object.entries(verdict?.headers ?? {})) context.header(name, value);
    if (verdict?.admitted === false) {
      traffic.throttled(route, now());
      return context.json(tooMany, 429);
    }
    traffic.allowed(route, now());
    const mishap = mishapOf(context);
    underway += 1;
    try {
      if (mishap === undefined) return await next();
      traffic.failed(mishap.kind);
      const forgetToken = () => tokens.forget(bearerToken(context.req.header('authorization')) ?? '');
      const answer = await answerWithFault(context, mishap.fault, { handle: next, wait, underway, forgetToken });
      // Cleared first: Hono would merge the route's answer into the fault's.
      context.res = undefined;
      context.res = answer;
      return undefined;
    } finally {
      underway -= 1;
    }
  });
}

/** The fault of a request: by its header, the test's plan, or chaos. */
function planner({ fault, chaos }: GateOptions): (context: SandboxContext) => Mishap | undefined {
  const countSeen = counter();
  return (context) => {
    const { method, path } = context.req;
    const asked = context.req.header(chaosHeader);
    if (asked !== undefined) return askedMishap(asked);
    const planned = fault?.({ method, path, count: countSeen(`${method} ${path}`) });
    return planned === undefined ? chaos?.(path, method) : { kind: planned.kind, fault: planned };
  };
}

function askedMishap(header: string): Mishap {
  try {
    return namedMishap(header);
  } catch (error) {
    if (!(error instanceof SandboxError)) throw error;
    throw new Refusal(400, { detail: error.message, code: error.code, error: 'chaos_refused' });
  }
}

/** Names routes as the tables of routes write them: `POST /v1/purchases/{id}`. */
function namer(): (context: SandboxContext) => string {
  const names = new Map<string, string>();
  return (context) => {
    const matched = matchedRoutes(context);
    // The first match answers, since `updated` also matches the pattern of an id. Patterns with a star are middleware.
    const route = matched.find(({ path }) => !path.includes('*')) ?? matched.at(-1);
    const pattern = `${context.req.method} ${route?.path ?? ''}`;
    const name = names.get(pattern) ?? pattern.replaceAll(/:(\w+)/g, '{$1}');
    names.set(pattern, name);
    return name;
  };
}

function echoRequestId(context: SandboxContext): void {
  const id = context.req.header('x-request-id');
  if (id !== undefined) context.header('x-request-id', id);
}

function counter(): (key: string) => number {
  const counts = new Map<string, number>();
  return (key) => {
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count;
  };
}
