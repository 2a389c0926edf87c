// What is known about the pace of one kind of request to a host: plain data, so that a file can hold it for every process.
// What becomes of it is pacer.ts's.

import { z } from 'zod';
import { chanceSchema, unknownChance } from './chance.js';
import { curveSchema } from './growth.js';
import { latencySchema } from './latency.js';

/** A run that has just begun may spend this much on finding out; see pacer.ts. */
const FIRST_CREDIT = 12;

/** A moment, in milliseconds since the epoch; 0 for never. */
const moment = z.number().default(0);
const amount = z.number().default(0);

export const paceStateSchema = z.object({
  /** When the next request may start, and the last that was given its turn. */
  nextSlot: moment,
  lastSlot: moment,
  /** Until when the host wants nothing at all. */
  heldUntil: moment,
  cutAt: moment,
  /** The way back after the last cut; absent while the host has not objected. */
  curve: curveSchema.optional(),
  /** Time for which the rate was really used since the cut or the start, and the part of it since the last answer. */
  usedMs: amount,
  unansweredMs: amount,
  /** Smoothed time between two starts. */
  gapMs: amount,
  /** The most that the host was measured to allow lately, and when that was last true. */
  best: z.object({ rate: z.number(), at: z.number() }).optional(),
  /** Requests it took since the last time it refused one, and how much of that time it wanted none. */
  measure: z.object({ since: z.number(), accepted: z.number(), heldMs: z.number() }).optional(),
  /** Refusals that may be spent on finding out whether the host allows more. */
  credit: z.number().default(FIRST_CREDIT),
  /** Whether refusals have anything to do with the rate. */
  chance: chanceSchema.default(unknownChance),
  /** Refusals that followed one another. */
  refusals: amount,
  /** Cuts since latency was last as usual. */
  slowCuts: amount,
  quota: z.number().optional(),
  windowMs: amount,
  latency: z.record(z.string(), latencySchema).default({}),
});
export type PaceState = z.infer<typeof paceStateSchema>;

/** Nothing is known yet. */
export function newPace(): PaceState {
  return paceStateSchema.parse({});
}

/** Moves every moment by so much: what is planned keeps its distance from a clock that was set back. */
export function shiftPace(pace: PaceState, byMs: number): void {
  pace.nextSlot += byMs;
  pace.lastSlot += byMs;
  pace.heldUntil += byMs;
  pace.cutAt += byMs;
  if (pace.best) pace.best.at += byMs;
  if (pace.measure) pace.measure.since += byMs;
  for (const latency of Object.values(pace.latency)) latency.at += byMs;
}
