// Tells refusals that come by chance from those of a limit: a limit refuses no more once the rate is well below it, chance
// refuses the same share at every rate. Pure; part of the pacer.

import { z } from 'zod';

/** Refusals pile up where a limit is passed (CUSUM, Page 1954: sums of log-likelihoods). At this height they are no chance. */
const TOO_MANY = 5;
/** The same once they have been shown to be: a false alarm costs more then. */
const TOO_MANY_SHOWN = 7;
/** What a limit that is passed refuses at least, and what chance refuses at the most unless it has shown to be more. */
const SHARE_OF_LIMIT = 0.4;
const SHARE_OF_CHANCE = 0.05;
const MOST_BY_CHANCE = 0.15;
/** The share of refusals is smoothed over so many requests. */
const SMOOTHING = 64;
/** So many requests between two refusals measure what the host took. */
const FEWEST_ACCEPTED = 4;
/** For so many requests the rate is kept at this share of what the host took: a limit has no reason to refuse them. */
const TRIAL_REQUESTS = 60;
const TRIAL_SHARE = 0.85;
/** So many refusals in a trial show it, after as many false alarms at the most. */
const MOST_NEEDED = 4;

export const chanceSchema = z.object({
  /** Refused requests of all, smoothed. */
  share: z.number().default(0),
  /** How far refusals have piled up lately. */
  pressure: z.number().default(0),
  /** Requests that are kept at a lower rate to see whether they are refused as well. `before`: the rate that led to it. */
  trial: z.object({ rate: z.number(), left: z.number(), refused: z.number(), before: z.number() }).optional(),
  /** Refusals in a trial that show it: one more each time that there was a limit after all. */
  needed: z.number().default(1),
  /** Whether refusals have been shown to have nothing to do with the rate. */
  isShown: z.boolean().default(false),
});
export type Chance = z.infer<typeof chanceSchema>;

/** Nothing is known yet. */
export const unknownChance: Chance = { share: 0, pressure: 0, needed: 1, isShown: false };

/** Takes an answer in that is no refusal. */
export function accepted(chance: Chance): Chance {
  const { trial, ...others } = chance;
  const next = { ...others, ...piled(chance, 0) };
  return trial === undefined || trial.left <= 1 ? next : { ...next, trial: { ...trial, left: trial.left - 1 } };
}

/** What is known when the host refuses. */
export interface Refusal {
  /** Requests that it took since it last refused one, and how long ago that is. */
  readonly taken: number;
  readonly sinceMs: number;
  /** Requests per second that it was asked for. */
  readonly driven: number;
  /** Whether a limit would have had no reason to refuse it, or its limit is unknown. */
  readonly mayTry: boolean;
}

/** Takes a refusal in: by chance, if the result `isShown`; undecided, while it has a trial; else of a limit. */
export function refused(chance: Chance, { taken, sinceMs, driven, mayTry }: Refusal): Chance {
  const { trial, isShown, needed } = chance;
  const { share, pressure } = piled(chance, 1);
  if (pressure >= (isShown ? TOO_MANY_SHOWN : TOO_MANY)) {
    return { share, pressure: 0, needed: Math.min(MOST_NEEDED, needed + Number(isShown)), isShown: false };
  }
  const known = { share, pressure, needed, isShown };
  if (isShown) return known;
  if (trial === undefined) {
    if (!mayTry || taken < FEWEST_ACCEPTED) return known;
    // A limit has nothing left when it refuses: what it takes from then on is the limit, with all that it saves up meanwhile.
    const rate = (((taken - 1) * 1000) / sinceMs) * TRIAL_SHARE;
    return { ...known, trial: { rate, left: TRIAL_REQUESTS, refused: 0, before: driven } };
  }
  const next = { ...trial, left: TRIAL_REQUESTS, refused: trial.refused + 1 };
  return next.refused < needed ? { ...known, trial: next } : { ...known, isShown: true };
}

function piled({ share, pressure, isShown }: Chance, outcome: 0 | 1): Pick<Chance, 'share' | 'pressure'> {
  const byChance = isShown ? Math.min(MOST_BY_CHANCE, Math.max(SHARE_OF_CHANCE, 1.5 * share)) : SHARE_OF_CHANCE;
  const weight = outcome ? Math.log(SHARE_OF_LIMIT / byChance) : Math.log((1 - SHARE_OF_LIMIT) / (1 - byChance));
  return { share: share + (outcome - share) / SMOOTHING, pressure: Math.max(0, pressure + weight) };
}
