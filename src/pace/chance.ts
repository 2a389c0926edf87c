// Tells refusals that come by chance from those of a limit: a limit refuses no more once the rate is well below it, chance
// refuses the same share at every rate. Pure; part of the pacer.

import { z } from 'zod';

/** The share of refusals is smoothed over so many requests. */
const SMOOTHING = 64;
/** A refusal among fewer accepted requests than this shows that there is too much now, whatever it was before. */
const FEWEST_ACCEPTED = 8;
/** For so many requests the rate is kept at this share of what the host took: a limit has no reason to refuse them. */
const TRIAL_REQUESTS = 60;
const TRIAL_SHARE = 0.75;
/** So many refusals in a trial are no accident. */
const MOST_IN_TRIAL = 2;
/** The share of refusals above which there must be a limit after all: twice what comes by chance, and this. */
const MORE_THAN_CHANCE = 0.08;
/** No service refuses more than this share by chance. */
const MOST_BY_CHANCE = 0.15;

export const chanceSchema = z.object({
  /** Refused requests of all, smoothed. */
  share: z.number(),
  /** Requests that are kept at a lower rate to see whether they are refused as well. */
  trial: z.object({ rate: z.number(), left: z.number(), refused: z.number(), before: z.number() }).optional(),
  /** The share that comes by chance; absent while refusals are taken for a limit's. */
  tolerated: z.number().optional(),
});
export type Chance = z.infer<typeof chanceSchema>;

/** Takes an answer in that is no refusal. */
export function accepted(chance: Chance): Chance {
  const { trial, ...others } = chance;
  const share = smoothed(chance, 0);
  if (trial === undefined || trial.left <= 1) return { ...others, share };
  return { ...others, share, trial: { ...trial, left: trial.left - 1 } };
}

/** What is known when the host refuses. */
export interface Refusal {
  /** Requests that it took since it last refused one, and how long ago that is. */
  readonly taken: number;
  readonly sinceMs: number;
  /** Requests per second that it was asked for. */
  readonly driven: number;
  /** Whether that is less than what was last taken for its limit. */
  readonly isCut: boolean;
}

/** Takes a refusal in: by chance, if the result has a `tolerated` share. */
export function refused(chance: Chance, refusal: Refusal): Chance {
  const { tolerated, trial } = chance;
  const share = smoothed(chance, 1);
  if (tolerated !== undefined) return share <= 2 * tolerated + MORE_THAN_CHANCE ? { share, tolerated } : { share };
  const { taken, sinceMs, driven, isCut } = refusal;
  if (taken < FEWEST_ACCEPTED) return { ...chance, share };
  if (trial === undefined) {
    if (!isCut) return { share };
    // A limit has nothing left when it refuses: what it takes from then on is the limit, with all that it saves up meanwhile.
    const rate = ((taken * 1000) / sinceMs) * TRIAL_SHARE;
    return { share, trial: { rate, left: TRIAL_REQUESTS, refused: 0, before: driven } };
  }
  const next = { ...trial, left: TRIAL_REQUESTS, refused: trial.refused + 1 };
  if (next.refused < MOST_IN_TRIAL) return { share, trial: next };
  return share <= MOST_BY_CHANCE ? { share, tolerated: share } : { share };
}

function smoothed({ share }: Chance, outcome: 0 | 1): number {
  return share + (outcome - share) / SMOOTHING;
}
