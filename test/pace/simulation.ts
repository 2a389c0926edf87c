// A host and its clients on simulated time: how much of a limit a pacer uses, and how often it is refused.

import type { Pacer } from '../../src/pace/pacer.js';
import type { RateLimit } from '../../src/pace/rate-limit.js';

/** Decides on the arrival of a request at `now`. */
export interface Limiter {
  admit(now: number): boolean;
  /** What the host's headers say. */
  limit?(now: number): RateLimit;
  retryAfterMs?(now: number): number;
}

export interface Simulation {
  readonly limiter: Limiter;
  readonly pacer: Pacer;
  readonly forMs: number;
  /** Ends as soon as so many requests were accepted. @default none */
  readonly until?: number;
  readonly concurrency?: number;
  /** How long an answer takes; may depend on time and on what is in flight. */
  readonly latencyMs?: (now: number, inFlight: number) => number;
  /** How late a timer fires. */
  readonly lateMs?: () => number;
}

export interface Outcome {
  readonly accepted: number;
  readonly refused: number;
  /** Moments of acceptance. */
  readonly times: readonly number[];
}

/** Runs the clients against the host until the time is over. */
export function simulate(simulation: Simulation): Outcome {
  const { limiter, pacer, forMs, until, concurrency = 32, latencyMs = () => 20, lateMs = () => 1 } = simulation;
  const answers: {
    at: number;
    startedAt: number;
    ok: boolean;
    limit: RateLimit | undefined;
    wait: number | undefined;
  }[] = [];
  const times: number[] = [];
  // Since when each request has been waiting: a client sends its next one as soon as it has an answer.
  const arrived = Array.from({ length: concurrency }, () => 0);
  let refused = 0;
  let now = 0;
  while (now < forMs && times.length !== until) {
    const due = answers.filter(({ at }) => at <= now);
    for (const answer of due) {
      answers.splice(answers.indexOf(answer), 1);
      arrived.push(now);
      const { at, startedAt, ok, limit, wait } = answer;
      if (ok) pacer.answered({ now: at, startedAt, kind: 'POST', limit });
      else pacer.refused({ now: at, startedAt, retryAfterMs: wait, limit });
    }
    const next = pacer.next(now, arrived[0]);
    if (answers.length < concurrency && next - now < 1) {
      const arrivedAt = arrived.shift() ?? now;
      const slot = pacer.next(now, arrivedAt);
      pacer.book(slot, slot > arrivedAt);
      const ok = limiter.admit(now);
      if (ok) times.push(now);
      else refused += 1;
      const latency = latencyMs(now, answers.length);
      answers.push({
        at: now + latency,
        startedAt: now,
        ok,
        limit: limiter.limit?.(now),
        wait: ok ? undefined : limiter.retryAfterMs?.(now),
      });
      continue;
    }
    const wakes = answers.map(({ at }) => at);
    if (answers.length < concurrency) wakes.push(next + lateMs());
    now = Math.max(now + 0.01, Math.min(...wakes));
  }
  return { accepted: times.length, refused, times };
}

/** Tokens that come back evenly, `burst` of them at most. */
export function tokenBucket(rate: (now: number) => number, burst: number): Limiter {
  let tokens = burst;
  let last = 0;
  return {
    admit(now) {
      tokens = Math.min(burst, tokens + ((now - last) * rate(now)) / 1000);
      last = now;
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}

/** So many requests per calendar window. */
export function fixedWindow(quota: number, windowMs: number): Limiter & { left(now: number): number } {
  let window = -1;
  let used = 0;
  const enter = (now: number): void => {
    const current = Math.floor(now / windowMs);
    if (current !== window) used = 0;
    window = current;
  };
  return {
    admit(now) {
      enter(now);
      if (used >= quota) return false;
      used += 1;
      return true;
    },
    left(now) {
      enter(now);
      return quota - used;
    },
    retryAfterMs: (now) => Math.ceil((windowMs - (now % windowMs)) / 1000) * 1000,
  };
}

/** So many requests in any stretch of time of this length; refused ones do not count. */
export function slidingWindow(quota: number, windowMs: number): Limiter {
  const taken: number[] = [];
  return {
    admit(now) {
      while (taken.length > 0 && (taken[0] ?? 0) <= now - windowMs) taken.shift();
      if (taken.length >= quota) return false;
      taken.push(now);
      return true;
    },
    retryAfterMs: () => 1000,
  };
}
