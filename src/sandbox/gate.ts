// What every request passes before its route: the request id echoed, the counts, the rate limit, faults on request.

import { matchedRoutes } from 'hono/route';
import { answerWithFault, type FaultPlan } from './faults.js';
import { TokenBucket } from './rate-limit.js';
import type { SandboxApp, SandboxContext } from './sandbox-app.js';
import type { Traffic } from './traffic.js';

export interface GateOptions {
  readonly now: () => number;
  /** Requests per second; undefined for no limit. */
  readonly rate: number | undefined;
  readonly fault: FaultPlan | undefined;
  readonly traffic: Traffic;
}

// Fits both services' error shapes.
const tooMany = { detail: 'Too many requests', code: 'RATE_LIMITED', error: 'rate_limited' };

export function mountGate(app: SandboxApp, { now, rate, fault, traffic }: GateOptions): void {
  const bucket = rate === undefined ? undefined : new TokenBucket(rate, now());
  const countSeen = counter();
  app.use(async (context, next) => {
    const { method, path } = context.req;
    if (path.startsWith('/_sandbox/')) return next();
    traffic.came(`${method} ${routeOf(context)}`);
    echoRequestId(context);
    const verdict = bucket?.take(now());
    for (const [name, value] of Object.entries(verdict?.headers ?? {})) context.header(name, value);
    if (verdict?.admitted === false) {
      traffic.throttled();
      return context.json(tooMany, 429);
    }
    traffic.admitted(now());
    const planned = fault?.({ method, path, count: countSeen(`${method} ${path}`) });
    if (planned === undefined) return next();
    traffic.failed();
    const answer = await answerWithFault(context, planned, next);
    // Cleared first, or Hono merges the route's answer into the fault's.
    context.res = undefined;
    context.res = answer;
    return undefined;
  });
}

/** The route as the tables of routes write it: `/v1/purchases/{id}`. */
function routeOf(context: SandboxContext): string {
  const path = matchedRoutes(context).at(-1)?.path ?? '';
  return path.replaceAll(/:(\w+)/g, '{$1}');
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
