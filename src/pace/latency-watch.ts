// Notices that a host has become slow: some services queue requests instead of refusing them. Pure; part of the pacer.

/** Answers are smoothed over this time, so that one slow answer is no alarm. */
const SMOOTHING_MS = 500;
/** The first answers of a kind set the measure; connections are being opened meanwhile. */
const FEWEST_SAMPLES = 16;
/** Slower than twice the usual only counts above this difference: 2 ms that become 5 are noise. */
const LEAST_RISE_MS = 100;
/** The measure follows lasting changes by this share in a second. */
const DRIFT_PER_SECOND = 0.01;

interface Kind {
  recent: number;
  usual: number;
  samples: number;
  at: number;
}

/** Compares recent latency with the usual one, per kind of request: a list takes longer than a single record. */
export class LatencyWatch {
  private readonly kinds = new Map<string, Kind>();

  /** Takes one latency in; true when the latency of this kind has doubled. */
  sample(kind: string, now: number, latencyMs: number): boolean {
    const known = this.kinds.get(kind);
    if (!known) {
      this.kinds.set(kind, { recent: latencyMs, usual: latencyMs, samples: 1, at: now });
      return false;
    }
    const passedMs = Math.max(0, now - known.at);
    const weight = Math.min(1 / 8, 1 - Math.exp(-Math.max(1, passedMs) / SMOOTHING_MS));
    known.recent += (latencyMs - known.recent) * weight;
    const drifted = known.usual * (1 + (DRIFT_PER_SECOND * Math.min(passedMs, 1000)) / 1000);
    known.usual = Math.min(known.recent, drifted);
    known.samples += 1;
    known.at = now;
    return known.samples >= FEWEST_SAMPLES && known.recent >= Math.max(2 * known.usual, known.usual + LEAST_RISE_MS);
  }

  /** Takes what comes next as the new measure. */
  forget(): void {
    this.kinds.clear();
  }
}
