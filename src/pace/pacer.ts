// Decides when the next request of one kind to a host may start, and learns how fast the host wants them. Pure: callers pass
// `now` (milliseconds since the epoch), keep the state and do the waiting. Reading headers is rate-limit.ts and retry-after.ts.

import { accepted, refused } from './chance.js';
import { type Curve, rateOn, unhindered, unhinderedMs } from './growth.js';
import { sampled } from './latency.js';
import type { PaceState } from './pace-state.js';
import type { RateLimit } from './rate-limit.js';
import { believedMs } from './retry-after.js';

const LOWEST_RATE = 0.1;
/** Share of a known limit that is used: the rest absorbs the jitter of the network and of timers. */
export const USED_SHARE = 0.98;
/** A stall up to this long is made up for by requests that start at once. */
export const CATCH_UP_MS = 50;
/** A longer time between two requests tells nothing about their pace. */
const LONGEST_GAP_MS = 1_000;
/** What is left of the rate after a refusal that measures nothing, after one that does, and after latency has doubled. */
const CUT_UNMEASURED = 0.5;
const CUT_MEASURED = 0.95;
/** Less than this share of what was taken for the limit: it refuses, although the cut is still in effect. */
const STILL_CUT = 0.98;
const CUT_SLOW = 0.85;
/** The time between two refusals tells the limit when it is this long and this many requests came through. */
const LEAST_MEASURE_MS = 1_000;
const LEAST_MEASURED = 8;
/** How much of the time in which the host wanted nothing counts as used: some save up for it, some do not. */
const HELD_SHARE = 0.5;
/** Some limits save nothing up, so that one may use more than was taken: this share of the way to what was asked for. */
const DOUBT_SHARE = 0.3;
/** What is taken for the limit when a host refuses although its stated limit was kept: it counts more strictly. */
const STATED_SHARE = 0.97;
const STATED_RECOVERY_MS = 30_000;
/** Time for a lower rate to show its effect on latency before it is lowered again. */
const SLOW_SPACING_MS = 2_000;
/** How often the rate is lowered for latency's sake before the latency is taken for the host's own. */
const MOST_SLOW_CUTS = 6;
/** Time in which the rate is back where it was cut. */
const RECOVERY_MS = 8_000;
/** The same as a multiple of the wait that the host asks for: it costs as much as it is long, so trying is made rarer. */
const WAITS_APART = 12;
/** A longer wait is no price of trying any more, but an outage. */
const LONGEST_ASKED_MS = 10_000;
/** The same, and what is left, where the host bore far more lately: it may do so again at any moment. */
const QUICK_RECOVERY_MS = 1_250;
const QUICK_CUT = 0.85;
/** The same when no more refusals can be spent on it. */
const THRIFTY_RECOVERY_MS = 4_000;
/** Less than this share of what it bore lately is far less. */
const FAR_LESS = 0.75;
/** What a host bore longer ago than this is no hint any more. */
const BEST_LASTS_MS = 600_000;
/** Refusals per request that may be spent on finding out, and how many may be saved up. */
const CREDIT_PER_REQUEST = 0.007;
const MOST_CREDIT = 20;
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
  /** What was asked: latency is compared within one, as `GET`. */
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

/**
 * The pace of one kind of request to a host. Requests start at absolute times one interval apart (a generic cell rate
 * algorithm), so that a late timer loses nothing; after a longer pause there is no burst.
 */
export class Pacer {
  /**
   * @param state what is known; it is changed in place.
   * @param most requests per second that must not be exceeded; undefined when the user named none.
   */
  constructor(
    private readonly state: PaceState,
    private readonly most: number | undefined,
  ) {}

  /** Requests per second that are allowed now. */
  get rate(): number {
    const { trial } = this.state.chance;
    return Math.max(LOWEST_RATE, Math.min(this.grown(), this.ceiling(), trial?.rate ?? Number.POSITIVE_INFINITY));
  }

  /** The rate that the host states, requests per second; without end when it states none. */
  get stated(): number {
    const { quota, windowMs } = this.state;
    const paced = quota !== undefined && windowMs > 0 && windowMs <= LONGEST_PACED_WINDOW_MS;
    return paced ? (quota * 1000) / windowMs : Number.POSITIVE_INFINITY;
  }

  /** The rate that the host bears in the long run, or the user allows; without end when nothing is known to limit it. */
  get bearable(): number {
    const { curve } = this.state;
    return Math.min(curve ? (curve.known ?? curve.from) : Number.POSITIVE_INFINITY, this.ceiling());
  }

  /** How long answers take lately, over all that was asked; undefined before the first answer. */
  get latencyMs(): number | undefined {
    const known = Object.values(this.state.latency).map(({ recent }) => recent);
    return known.length === 0 ? undefined : known.reduce((sum, one) => sum + one, 0) / known.length;
  }

  /** Until when the host wants nothing at all. */
  get heldUntil(): number {
    return this.state.heldUntil;
  }

  /**
   * The moment at which the next request may start; it may lie in the past.
   * @param arrivedAt since when the request has been waiting: a stall is made up for, idle time is not.
   */
  next(now: number, arrivedAt = now): number {
    const { heldUntil, nextSlot } = this.state;
    return Math.max(heldUntil, nextSlot, now - CATCH_UP_MS, Math.min(arrivedAt, now));
  }

  /**
   * Gives a request its turn at a moment that is not before `next`.
   * @param waited whether it had to wait for it: only a rate that is used may grow.
   */
  book(slot: number, waited: boolean): void {
    const { state } = this;
    const interval = 1000 / this.rate;
    if (state.lastSlot > 0 && state.heldUntil <= state.lastSlot) {
      const gap = Math.max(0, Math.min(slot - state.lastSlot, LONGEST_GAP_MS));
      state.gapMs += (gap - state.gapMs) / 16;
      // A host that was not asked for a while may have saved up: what it takes next measures nothing.
      if (!waited && gap > interval + CATCH_UP_MS) state.measure = undefined;
      if (waited) state.unansweredMs += Math.min(interval, LONGEST_GAP_MS);
    }
    state.lastSlot = slot;
    state.nextSlot = slot + interval;
  }

  /** An answer other than 429 came. */
  answered({ now, startedAt, kind, limit }: Answered): void {
    const { state } = this;
    state.refusals = 0;
    state.credit = Math.min(MOST_CREDIT, state.credit + CREDIT_PER_REQUEST);
    if (state.measure) state.measure.accepted += 1;
    state.chance = accepted(state.chance);
    this.learn(now, limit);
    const { latency, doubled } = sampled(state.latency[kind], now, now - startedAt);
    state.latency[kind] = latency;
    if (doubled) {
      if (now - state.cutAt >= SLOW_SPACING_MS && this.isNews(startedAt)) this.relieve(now);
    } else {
      state.slowCuts = 0;
      state.usedMs += state.unansweredMs;
      this.arrive(now);
    }
    state.unansweredMs = 0;
  }

  /**
   * The host refused a request: this kind waits as long as it asks, and the rate is cut, unless the host says in the same
   * breath what its new limit is, or refusals have been shown to have nothing to do with the rate.
   */
  refused({ now, startedAt, retryAfterMs, limit }: Refused): void {
    const { state } = this;
    const told = this.learn(now, limit);
    const isNews = this.isNews(startedAt);
    const driven = this.driven();
    const verdict = told ? 'limit' : this.judge(now, driven, isNews, (retryAfterMs ?? 0) > 0);
    if (isNews) {
      if (verdict !== 'chance') state.refusals += 1;
      if (verdict === 'limit' && !told) this.cutBack(now, driven, retryAfterMs);
      state.measure = { since: now, accepted: 0, heldMs: 0 };
    }
    // The refused request waits by itself, and nobody else for it.
    if (verdict === 'chance') return;
    state.credit = Math.max(0, state.credit - 1);
    const unsaid = Math.min(LONGEST_HOLD_MS, FIRST_HOLD_MS * 2 ** Math.max(0, state.refusals - 1));
    const waitMs = believedMs(retryAfterMs ?? unsaid, state.refusals);
    if (state.measure) state.measure.heldMs = Math.max(state.measure.heldMs, now + waitMs - state.measure.since);
    this.holdUntil(now + waitMs);
  }

  /** Requests that had started before the last cut tell nothing about the rate since. */
  private isNews(startedAt: number): boolean {
    return startedAt >= this.state.cutAt;
  }

  /** What a refusal shows. Where it comes out now that it is chance, the rate goes back to what it was and grows on. */
  private judge(now: number, driven: number, isNews: boolean, asksToWait: boolean): 'limit' | 'undecided' | 'chance' {
    const { state } = this;
    if (!isNews) return state.chance.isShown ? 'chance' : 'limit';
    const { chance: before, measure } = state;
    const [taken, sinceMs] = measure ? [measure.accepted, Math.max(1, now - measure.since)] : [0, 1];
    state.chance = refused(before, { taken, sinceMs, driven, mayTry: this.mayTry(driven) });
    const { isShown, trial, pressure } = state.chance;
    if (isShown) {
      if (!before.isShown) this.grow(unhinderedMs(Math.max(driven, before.trial?.before ?? 0)));
      return 'chance';
    }
    if (before.trial && trial) return 'undecided';
    if (pressure === 0 || asksToWait || !this.isUncut || state.curve) return 'limit';
    // A first refusal without a wait may be anything: the rate stays where it is until the second one.
    this.grow(0, { from: driven, left: 1, backMs: RECOVERY_MS, quick: false });
    return 'undecided';
  }

  /** Whether a refusal may be tested for chance: no limit is known, or a limit had no reason for it. */
  private mayTry(driven: number): boolean {
    const { curve } = this.state;
    if (this.isUncut) return curve !== undefined;
    const limit = this.stated < Number.POSITIVE_INFINITY ? this.ceiling() : curve?.from;
    return limit !== undefined && driven < limit * STILL_CUT;
  }

  /** Whether neither a refusal nor a statement has shown a limit yet. */
  private get isUncut(): boolean {
    return this.state.cutAt === 0 && this.stated === Number.POSITIVE_INFINITY;
  }

  /** The rate by time of use, as far as the host has not stated one. */
  private grown(): number {
    const { curve, usedMs } = this.state;
    if (curve) return rateOn(curve, usedMs);
    const ceiling = this.ceiling();
    return ceiling < Number.POSITIVE_INFINITY ? ceiling : unhindered(usedMs);
  }

  /** The lower of what the user and the host allow; without end when neither says anything. */
  private ceiling(): number {
    return Math.min(this.most ?? Number.POSITIVE_INFINITY, this.stated) * USED_SHARE;
  }

  /** The rate that was really driven: one that was only allowed says nothing. */
  private driven(): number {
    return Math.min(this.rate, 1000 / Math.max(this.state.gapMs, 1e-3));
  }

  /**
   * Cuts the rate after a refusal. Between two refusals the host had nothing to spare, so what it took meanwhile is its
   * limit: then the rate stays just below. Without such a measure it is cut by guess.
   */
  private cutBack(now: number, driven: number, retryAfterMs: number | undefined): void {
    if (this.stated < Number.POSITIVE_INFINITY) {
      this.follow(now, { from: this.rate * STATED_SHARE, left: 1, backMs: STATED_RECOVERY_MS, quick: false });
      return;
    }
    const measured = this.measured(now, driven) ?? this.borne(now, driven);
    const limit = measured ?? driven;
    const best = this.bestSince(now, limit, measured !== undefined);
    const less = limit < FAR_LESS * best;
    const ownMs = !less ? RECOVERY_MS : this.state.credit >= 1 ? QUICK_RECOVERY_MS : THRIFTY_RECOVERY_MS;
    const askedMs = Math.min(retryAfterMs ?? 0, LONGEST_ASKED_MS);
    const backMs = Math.max(ownMs, (less ? 1 : WAITS_APART) * askedMs);
    const left = measured === undefined ? CUT_UNMEASURED : less ? QUICK_CUT : CUT_MEASURED;
    this.follow(now, { from: limit, left, backMs, quick: less, ...(less && { known: best }) });
  }

  /** What the host took since it last refused, requests per second; undefined when that tells nothing about its limit. */
  private measured(now: number, driven: number): number | undefined {
    const { measure } = this.state;
    if (!measure || measure.accepted < LEAST_MEASURED || now - measure.since < LEAST_MEASURE_MS) return undefined;
    const askedMs = now - measure.since - Math.min(measure.heldMs, now - measure.since) * HELD_SHARE;
    const took = (measure.accepted * 1000) / askedMs;
    // It took far less than it was asked for now: most of that time its limit was another one.
    return took < driven * CUT_UNMEASURED ? undefined : Math.min(driven, took + (driven - took) * DOUBT_SHARE);
  }

  /** What the host was measured to bear lately, when it was asked for little more than that. */
  private borne(now: number, driven: number): number | undefined {
    const { best } = this.state;
    if (!best || now - best.at > BEST_LASTS_MS || driven < best.rate || driven > best.rate * 1.3) return undefined;
    return best.rate * CUT_MEASURED;
  }

  /** The most that the host was known to bear lately, requests per second; it follows what is measured. */
  private bestSince(now: number, limit: number, measured: boolean): number {
    const { best } = this.state;
    const lasting = best && now - best.at < BEST_LASTS_MS ? best.rate : 0;
    if (!measured || limit < FAR_LESS * lasting) return Math.max(lasting, limit);
    this.state.best = { rate: limit, at: now };
    return limit;
  }

  /** Once the rate is back at what the host bore before, it feels its way from there. */
  private arrive(now: number): void {
    const { curve } = this.state;
    if (curve?.known === undefined || this.rate < curve.known) return;
    this.follow(now, { from: curve.known, left: 1, backMs: RECOVERY_MS, quick: false });
    this.state.measure = undefined;
  }

  /** Lowers the rate until latency falls; what a much lower rate does not cure is not ours, and becomes the usual. */
  private relieve(now: number): void {
    const { state } = this;
    // Slowness is no limit that was measured: the rate comes back, and beyond, as soon as it has passed.
    this.follow(now, { from: this.driven(), left: CUT_SLOW, backMs: RECOVERY_MS, quick: true });
    state.slowCuts += 1;
    if (state.slowCuts < MOST_SLOW_CUTS) return;
    state.slowCuts = 0;
    state.latency = {};
  }

  private follow(now: number, curve: Curve): void {
    this.state.cutAt = now;
    this.grow(0, curve);
  }

  /** From now on the rate grows by this curve, or as that of a host without a known limit. */
  private grow(usedMs: number, curve?: Curve): void {
    const { state } = this;
    state.curve = curve;
    state.usedMs = usedMs;
    state.unansweredMs = 0;
  }

  private holdUntil(time: number): void {
    const { state } = this;
    state.heldUntil = Math.max(state.heldUntil, time);
    state.nextSlot = Math.max(state.nextSlot, state.heldUntil);
  }

  /** Takes in what the host says about its limit; true when the limit is another one than before. */
  private learn(now: number, limit: RateLimit | undefined): boolean {
    if (!limit) return false;
    const { state } = this;
    const { quota, windowMs, remaining, resetMs = 0 } = limit;
    const before = this.stated;
    if (quota !== undefined && quota > 0) {
      // An unstated window is at least as long as the longest time to its reset that was seen.
      state.windowMs = windowMs ?? Math.max(quota === state.quota ? state.windowMs : 0, resetMs);
      state.quota = quota;
    }
    if (remaining === 0 && Math.max(state.windowMs, resetMs) > COARSE_WINDOW_MS) {
      this.holdUntil(now + believedMs(resetMs, state.refusals));
    }
    if (this.stated === before) return false;
    state.curve = undefined;
    // A turn that was given away at a slow rate is no reason to be slow from now on.
    state.nextSlot = Math.max(state.heldUntil, Math.min(state.nextSlot, now + 1000 / this.rate));
    return true;
  }
}
