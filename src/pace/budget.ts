// What one account may use of a host: a pace for reads, one for writes, and a bound on both together. Pure: plain data that
// every process of the account shares, changed in place; who keeps it, and how, is budget-store.ts and the providers' room.

import { z } from 'zod';
import type { KnownPace } from './estimate.js';
import { newPace, type PaceState, paceStateSchema, shiftPace } from './pace-state.js';
import { type Answered, CATCH_UP_MS, Pacer, type Refused, USED_SHARE } from './pacer.js';
import { BELIEVED_MS } from './retry-after.js';

/** Services count looking things up and changing them apart. */
export type Kind = 'read' | 'write';

/**
 * Turns are given out this far ahead, and what is not used by then has run out: one step at the store serves several
 * requests, others wait no longer than this for a process that has died, and what one learns soon holds for all.
 */
export const BLOCK_MS = 20;
/** What was learned longer ago than this is no hint any more. */
const FORGOTTEN_AFTER_MS = 600_000;
/** Processes read the clock at slightly different moments; more than this backwards is a clock that was set. */
const CLOCK_TOLERANCE_MS = 1_000;
/** No hold is longer (retry-after.ts), and turns are given out a few intervals of the slowest rate ahead. */
const LONGEST_HOLD_MS = BELIEVED_MS;
const LONGEST_AHEAD_MS = 120_000;

export const budgetStateSchema = z.object({
  read: paceStateSchema,
  write: paceStateSchema,
  /** When the next request of either kind may start. */
  nextSlot: z.number(),
  /** When it was last looked at. */
  seenAt: z.number(),
});
export type BudgetState = z.infer<typeof budgetStateSchema>;

/** Nothing is known yet. */
export function newBudget(): BudgetState {
  return { read: newPace(), write: newPace(), nextSlot: 0, seenAt: 0 };
}

/** Something that was learned, to be taken in at the next step. */
export type News =
  | ({ readonly what: 'answered' } & Answered)
  /** The host asked to wait, or refused: what held before may hold no longer. */
  | ({ readonly what: 'refused' } & Refused);

/** What a process is given: moments at which one request each may start. */
export interface Turns {
  readonly slots: readonly number[];
  /** Until when the host wants nothing of this kind; in the past when it does. */
  readonly heldUntil: number;
}

/** An account's budget at work. */
export class Budget {
  private readonly pacers: Readonly<Record<Kind, Pacer>>;

  /**
   * @param state what is known; it is changed in place.
   * @param most requests per second, of both kinds together, that must not be exceeded.
   */
  constructor(
    private readonly state: BudgetState,
    private readonly most: number | undefined,
    now: number,
  ) {
    followClock(state, now);
    this.pacers = { read: new Pacer(state.read, most), write: new Pacer(state.write, most) };
  }

  /** Takes in what was learned. */
  learn(kind: Kind, news: News): void {
    if (news.what === 'answered') this.pacers[kind].answered(news);
    else this.pacers[kind].refused(news);
  }

  /**
   * Gives out turns: at least one, and as many more as are near.
   * @param arrivals since when each waiting request has been waiting, the oldest first.
   * @param more requests that are expected soon.
   */
  turns(kind: Kind, now: number, arrivals: readonly number[], more = 0): Turns {
    const pacer = this.pacers[kind];
    const slots: number[] = [];
    if (pacer.heldUntil > now) return { slots, heldUntil: pacer.heldUntil };
    for (let index = 0; index < arrivals.length + more; index += 1) {
      const arrivedAt = arrivals[index] ?? now;
      const slot = this.next(pacer, now, arrivedAt);
      if (slots.length > 0 && slot > now + BLOCK_MS) break;
      pacer.book(slot, index < arrivals.length && slot > arrivedAt);
      this.state.nextSlot = slot + this.spacing();
      slots.push(slot);
    }
    return { slots, heldUntil: pacer.heldUntil };
  }

  /** Until when the host wants nothing of this kind. */
  heldUntil(kind: Kind): number {
    return this.pacers[kind].heldUntil;
  }

  /** What is known about the pace of one kind; how long answers take, from the other kind where need be. */
  known(kind: Kind): KnownPace {
    const { read, write } = this.pacers;
    const { bearable, latencyMs } = this.pacers[kind];
    return {
      mostPerSecond: bearable === Number.POSITIVE_INFINITY ? undefined : bearable,
      latencyMs: latencyMs ?? write.latencyMs ?? read.latencyMs,
    };
  }

  private next(pacer: Pacer, now: number, arrivedAt: number): number {
    const own = pacer.next(now, arrivedAt);
    return this.spacing() > 0 ? Math.max(own, this.state.nextSlot, now - CATCH_UP_MS) : own;
  }

  /** Time between two requests of whichever kind; 0 when nothing bounds both together. */
  private spacing(): number {
    const { read, write } = this.pacers;
    // A host that states the same limit for both most likely counts them together.
    const common = read.stated === write.stated ? read.stated : Number.POSITIVE_INFINITY;
    return 1000 / (Math.min(this.most ?? Number.POSITIVE_INFINITY, common) * USED_SHARE);
  }
}

/** A clock that was set back, or once forward and back, makes nobody wait for time that does not exist. */
function followClock(state: BudgetState, now: number): void {
  const { seenAt } = state;
  if (seenAt - now > CLOCK_TOLERANCE_MS) {
    for (const pace of [state.read, state.write]) shiftPace(pace, now - seenAt);
    state.nextSlot += now - seenAt;
  } else if (now - seenAt > FORGOTTEN_AFTER_MS) {
    state.read = newPace();
    state.write = newPace();
  }
  for (const pace of [state.read, state.write]) dropNonsense(pace, now);
  if (state.nextSlot > now + LONGEST_AHEAD_MS) state.nextSlot = now;
  state.seenAt = now;
}

function dropNonsense(pace: PaceState, now: number): void {
  if (pace.heldUntil > now + LONGEST_HOLD_MS) pace.heldUntil = 0;
  if (pace.nextSlot > Math.max(now, pace.heldUntil) + LONGEST_AHEAD_MS) pace.nextSlot = now;
  if (pace.cutAt > now + CLOCK_TOLERANCE_MS) pace.cutAt = now;
}
