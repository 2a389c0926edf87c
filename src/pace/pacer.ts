// Decides when the next request to a host may start, and learns how fast the host wants them. Pure: callers pass `now`
// (milliseconds) and do the waiting. The reading of headers is rate-limit.ts and retry-after.ts.

import { LatencyWatch } from './latency-watch.js';
import type { RateLimit } from './rate-limit.js';

/** Requests per second when nothing is known about the host. */
const FIRST_RATE = 20;
const LOWEST_RATE = 0.1;
/** Time in which an unhindered host of unknown limit is asked twice as fast. */
const DOUBLING_MS = 2_000;
/** Share of a known limit that is used: the rest absorbs the jitter of the network and of timers. */
const USED_SHARE = 0.98;
/** A stall up to this long is made up for by requests that start at once. */
const CATCH_UP_MS = 50;
/** A longer time between two requests tells nothing about their pace. */
const LONGEST_GAP_MS = 1_000;
/** What is left of the rate after a refusal, and after latency has doubled. */
const CUT_REFUSED = 0.7;
const CUT_SLOW = 0.85;
/** Time for a lower rate to show its effect on latency before it is lowered again. */
const SLOW_SPACING_MS = 2_000;
/** How often the rate is lowered for latency's sake before the latency is taken for the host's own. */
const MOST_SLOW_CUTS = 6;
/** Time in which the rate is back where it was cut; it then feels its way beyond (the cubic of RFC 9438). */
const RECOVERY_MS = 8_000;
/** The first wait after a refusal that says no time; it doubles while refusals follow one another. */
const FIRST_HOLD_MS = 200;
const LONGEST_HOLD_MS = 60_000;
/** A window above this is a quota to be spent, not a pace: it only holds when nothing is left of it. */
const LONGEST_PACED_WINDOW_MS = 60_000;
/** Within a window this short, pacing alone keeps the limit, and its reset is too coarse to wait for. */
const COARSE_WINDOW_MS = 2_000;

/** What an answer told about the pace. */
export interface Answered {
  readonly now: number;
  /** When its request started. */
  readonly startedAt: number;
  /** What kind of request it was: latency is compared within a kind, as `GET`. */
  readonly kind: string;
  readonly limit?: RateLimit | undefined;
}

/** A 429. */
export interface Refused {
  readonly now: number;
  readonly startedAt: number;
  /** The wait that the service asks for, if it does. */
  readonly retryAfterMs?: number | undefined;
  readonly limit?: RateLimit | undefined;
}

interface Cut {
  readonly at: number;
  /** The rate that was too much. */
  readonly from: number;
  readonly left: number;
}

/**
 * The pace of one host. Requests start at absolute times one interval apart (a generic cell rate algorithm), so that a
 * late timer loses nothing; after a longer pause there is no burst.
 */
export class Pacer {
  private nextSlot = Number.NEGATIVE_INFINITY;
  private held = Number.NEGATIVE_INFINITY;
  private cut: Cut | undefined;
  /** Time since the cut, or since the start, during which the rate was really used: only then may it grow. */
  private usedMs = 0;
  /** The same since the last answer: only a good answer makes it count. */
  private unansweredMs = 0;
  private lastTake: number | undefined;
  private refusals = 0;
  /** Cuts since latency was last as usual. */
  private slowCuts = 0;
  /** Smoothed time between two starts, and the part of it in which a request waited for its turn. */
  private gapMs = 0;
  private waitedMs = 0;
  private windowMs = 0;
  private quota: number | undefined;
  private readonly latency = new LatencyWatch();

  /** @param most requests per second that must not be exceeded; undefined when the user named none. */
  constructor(private readonly most: number | undefined) {}

  /** Requests per second that are allowed now. */
  get rate(): number {
    return Math.max(LOWEST_RATE, Math.min(this.grown(), this.ceiling()));
  }

  /**
   * The moment at which the next request may start; it may lie in the past.
   * @param arrivedAt since when the request has been waiting: a stall is made up for, idle time is not.
   */
  next(now: number, arrivedAt = now): number {
    this.followClock(now);
    return Math.max(this.held, this.nextSlot, now - CATCH_UP_MS, Math.min(arrivedAt, now));
  }

  /** Until when the host wants nothing at all. */
  get heldUntil(): number {
    return this.held;
  }

  /** A request starts. Call it only at or after `next`. */
  take(now: number, arrivedAt = now): void {
    const slot = this.next(now, arrivedAt);
    const interval = 1000 / this.rate;
    if (this.lastTake !== undefined && this.held <= this.lastTake) {
      const gap = Math.min(now - this.lastTake, LONGEST_GAP_MS);
      const waited = Math.max(0, Math.min(now - arrivedAt, gap, interval + CATCH_UP_MS));
      this.gapMs += (gap - this.gapMs) / 16;
      this.waitedMs += (waited - this.waitedMs) / 16;
      this.unansweredMs += waited;
    }
    this.lastTake = now;
    this.nextSlot = slot + interval;
  }

  /** An answer other than 429 came. */
  answered({ now, startedAt, kind, limit }: Answered): void {
    this.refusals = 0;
    this.learn(now, limit);
    if (this.latency.sample(kind, now, now - startedAt)) {
      const hadTime = this.cut === undefined || now - this.cut.at >= SLOW_SPACING_MS;
      if (hadTime && this.isNews(startedAt)) this.relieve(now);
    } else {
      this.slowCuts = 0;
      this.usedMs += this.unansweredMs;
    }
    this.unansweredMs = 0;
  }

  /**
   * The host refused a request because there were too many: everybody waits as long as it asks, and the rate is cut,
   * unless the host says in the same breath what its new limit is.
   */
  refused({ now, startedAt, retryAfterMs, limit }: Refused): void {
    const told = this.learn(now, limit);
    if (this.isNews(startedAt)) {
      this.refusals += 1;
      if (!told) this.slowDown(now, CUT_REFUSED);
    }
    const unsaid = Math.min(LONGEST_HOLD_MS, FIRST_HOLD_MS * 2 ** Math.max(0, this.refusals - 1));
    this.holdUntil(now + (retryAfterMs ?? unsaid));
  }

  /** Requests that had started before the last cut tell nothing about the rate since. */
  private isNews(startedAt: number): boolean {
    return this.cut === undefined || startedAt >= this.cut.at;
  }

  /** The rate by time of use: at first doubling, after a cut the cubic through the rate that was too much. */
  private grown(): number {
    if (this.cut) {
      const missing = (RECOVERY_MS - this.usedMs) / RECOVERY_MS;
      return this.cut.from * (1 - (1 - this.cut.left) * missing ** 3);
    }
    if (this.ceiling() < Number.POSITIVE_INFINITY) return this.ceiling();
    return FIRST_RATE * 2 ** (this.usedMs / DOUBLING_MS);
  }

  /** The lower of what the user and the host allow; without end when neither says anything. */
  private ceiling(): number {
    return Math.min(this.most ?? Number.POSITIVE_INFINITY, this.stated()) * USED_SHARE;
  }

  /** The rate that the host states. */
  private stated(): number {
    const paced = this.quota !== undefined && this.windowMs > 0 && this.windowMs <= LONGEST_PACED_WINDOW_MS;
    return paced ? ((this.quota ?? 0) * 1000) / this.windowMs : Number.POSITIVE_INFINITY;
  }

  /** Lowers the rate until latency falls; what a much lower rate does not cure is not ours, and becomes the usual. */
  private relieve(now: number): void {
    this.slowDown(now, CUT_SLOW);
    this.slowCuts += 1;
    if (this.slowCuts < MOST_SLOW_CUTS) return;
    this.slowCuts = 0;
    this.latency.forget();
  }

  /** Cuts the rate that was really driven: one that was only allowed says nothing. */
  private slowDown(now: number, left: number): void {
    const inUse = this.waitedMs >= this.gapMs / 2;
    const driven = inUse ? this.rate : Math.min(this.rate, 1000 / this.gapMs);
    this.cut = { at: now, from: driven, left };
    this.usedMs = 0;
    this.unansweredMs = 0;
  }

  private holdUntil(time: number): void {
    this.held = Math.max(this.held, time);
    this.nextSlot = Math.max(this.nextSlot, this.held);
  }

  /** Takes in what the host says about its limit; true when the limit is another one than before. */
  private learn(now: number, limit: RateLimit | undefined): boolean {
    if (!limit) return false;
    const { quota, windowMs, remaining, resetMs = 0 } = limit;
    const before = this.stated();
    if (quota !== undefined && quota > 0) {
      // An unstated window is at least as long as the longest time to its reset that was seen.
      this.windowMs = windowMs ?? Math.max(quota === this.quota ? this.windowMs : 0, resetMs);
      this.quota = quota;
    }
    if (remaining === 0 && Math.max(this.windowMs, resetMs) > COARSE_WINDOW_MS) this.holdUntil(now + resetMs);
    const changed = this.stated() !== before;
    if (changed) this.cut = undefined;
    return changed;
  }

  /** A clock that was set back must not make anybody wait for the time it lost. */
  private followClock(now: number): void {
    const lost = Math.max(0, (this.lastTake ?? now) - now);
    if (lost === 0) return;
    this.held -= lost;
    this.nextSlot -= lost;
    this.lastTake = now;
    if (this.cut) this.cut = { ...this.cut, at: this.cut.at - lost };
  }
}
