// How a rate grows while nobody objects: doubling while the host is unknown, the cubic after a cut. Pure.

import { z } from 'zod';

/** Requests per second when nothing is known about the host. */
const FIRST_RATE = 20;
/** Time in which an unhindered host is asked twice as fast. */
const DOUBLING_MS = 1_000;
/** How far a rate that was too much is passed at first: less than a tenth, so that finding out is no burst. */
const FEEL_SHARE = 0.04;
/** Time at that rate without a refusal, after which the host must have become faster. */
const FEEL_MS = 30_000;
/** Time in which the rate then doubles, slowly at first. */
const LEAVING_MS = 15_000;

/** The way back after a cut, and beyond. */
export const curveSchema = z.object({
  /** The rate that was too much. */
  from: z.number().positive(),
  /** What is left of it at first. */
  left: z.number().min(0).max(1),
  /** Time in which the rate is back. */
  backMs: z.number().positive(),
  /** Whether it goes on growing at once: what was borne lately may be borne again at any moment. */
  quick: z.boolean(),
  /** Where growth ends: a rate that the host bore lately. Absent where nothing above `from` is known. */
  known: z.number().positive().optional(),
});
export type Curve = z.infer<typeof curveSchema>;

/** The rate of a host without a known limit, by the time for which its rate was used. */
export function unhindered(usedMs: number): number {
  return FIRST_RATE * 2 ** (usedMs / DOUBLING_MS);
}

/** The time of use after which a host without a known limit is asked at this rate. */
export function unhinderedMs(rate: number): number {
  return Math.max(0, DOUBLING_MS * Math.log2(rate / FIRST_RATE));
}

/**
 * The rate by the time of use since the cut: the cubic of RFC 9438, concave up to the rate that was too much. Then convex
 * where the host bore more lately; else a little more for a long while, and only then faster and faster.
 */
export function rateOn({ from, left, backMs, quick, known = Number.POSITIVE_INFINITY }: Curve, usedMs: number): number {
  const share = (usedMs - backMs) / backMs;
  const cubic = from * (1 + (1 - left) * share ** 3);
  if (share <= 0) return cubic;
  if (quick) return Math.min(known, cubic);
  const felt = from * (1 + FEEL_SHARE * Math.min(1, share) ** 3);
  return Math.min(known, felt * 2 ** ((Math.max(0, usedMs - 2 * backMs - FEEL_MS) / LEAVING_MS) ** 2));
}
