// Notices that a host has become slow: some services queue requests instead of refusing them. Pure; part of the pacer.

import { z } from 'zod';

/** Answers are smoothed over this time, so that one slow answer is no alarm. */
const SMOOTHING_MS = 500;
/** The first answers of a kind set the measure; connections are being opened meanwhile. */
const FEWEST_SAMPLES = 16;
/** Slower than twice the usual only counts above this difference: 2 ms that become 5 are noise. */
const LEAST_RISE_MS = 100;
/** The measure follows lasting changes by this share in a second. */
const DRIFT_PER_SECOND = 0.01;

/** Latency of one kind of request, recent and usual, in milliseconds. */
export const latencySchema = z.object({
  recent: z.number(),
  usual: z.number(),
  samples: z.number(),
  at: z.number(),
});
export type Latency = z.infer<typeof latencySchema>;

/** Takes one latency in: what is known then, and whether it has doubled. */
export function sampled(
  known: Latency | undefined,
  now: number,
  latencyMs: number,
): { readonly latency: Latency; readonly doubled: boolean } {
  if (!known) return { latency: { recent: latencyMs, usual: latencyMs, samples: 1, at: now }, doubled: false };
  const passedMs = Math.max(0, now - known.at);
  const weight = Math.min(1 / 8, 1 - Math.exp(-Math.max(1, passedMs) / SMOOTHING_MS));
  const recent = known.recent + (latencyMs - known.recent) * weight;
  const drifted = known.usual * (1 + (DRIFT_PER_SECOND * Math.min(passedMs, 1000)) / 1000);
  const usual = Math.min(recent, drifted);
  const samples = known.samples + 1;
  const doubled = samples >= FEWEST_SAMPLES && recent >= Math.max(2 * usual, usual + LEAST_RISE_MS);
  return { latency: { recent, usual, samples, at: now }, doubled };
}
