// Refusals that have nothing to do with the rate must not lower it for good; those of a limit must, also among them.

import { describe, expect, it } from 'vitest';
import { accepted, type Chance, refused, unknownChance } from '../../src/pace/chance.js';
import { newPace } from '../../src/pace/pace-state.js';
import { Pacer } from '../../src/pace/pacer.js';
import { simulate, tokenBucket } from './simulation.js';

/** The same chances in every run. */
function chances(seed: number): () => number {
  let state = seed * 7_919;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

/** Requests per second that were accepted after so much time. */
function perSecond(times: readonly number[], fromMs: number, toMs: number): number {
  return (times.filter((at) => at >= fromMs && at < toMs).length * 1_000) / (toMs - fromMs);
}

describe('a host that refuses by chance', () => {
  // Four at a time, 15 ms each: 266 a second at the most.
  it.each([
    [0.02, 2],
    [0.02, 3],
    [0.05, 1],
    [0.05, 2],
    [0.05, 3],
    [0.05, 4],
    [0.1, 1],
  ])('%d of its requests is asked at full pace after a minute (chances %i)', (share, seed) => {
    const chance = chances(seed);
    const { times } = simulate({
      limiter: { admit: () => chance() >= share },
      pacer: new Pacer(newPace(), undefined),
      forMs: 90_000,
      concurrency: 4,
      latencyMs: () => 15,
    });
    expect(perSecond(times, 60_000, 90_000)).toBeGreaterThan(200 * (1 - share));
  });

  it('and has a limit is not asked for much more than that', () => {
    const chance = chances(5);
    const bucket = tokenBucket(() => 50, 50);
    const { times, refused: count } = simulate({
      limiter: { admit: (now) => chance() >= 0.05 && bucket.admit(now) },
      pacer: new Pacer(newPace(), undefined),
      forMs: 240_000,
    });
    expect(count / (count + times.length)).toBeLessThan(0.2);
  });
});

/** What a host that refuses so many by chance makes of 1,500 rows, compared with one that refuses none. */
function slowdown(share: number, retryAfterMs: number | undefined, seed: number): number {
  const chance = chances(seed);
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs: () => retryAfterMs };
  const tookMs = (admit: () => boolean): number =>
    simulate({
      limiter: { admit, ...wait },
      pacer: new Pacer(newPace(), undefined),
      forMs: 600_000,
      until: 1_500,
      concurrency: 4,
      latencyMs: () => 3,
    }).times.at(-1) ?? Number.POSITIVE_INFINITY;
  return tookMs(() => chance() >= share) / tookMs(() => true);
}

describe('1,500 rows at a host that refuses one request of twenty', () => {
  const seeds = Array.from({ length: 30 }, (_, index) => index + 1);

  it.each([
    ['Retry-After: 0', 0, 1.5, 2.2],
    ['no Retry-After', undefined, 1.6, 2.5],
    ['Retry-After: 1', 1_000, 2.5, 8],
  ])('with %s take little longer than without refusals', (_, retryAfterMs, usual, most) => {
    const slower = seeds.map((seed) => slowdown(0.05, retryAfterMs, seed)).sort((a, b) => a - b);
    expect(slower[15]).toBeLessThan(usual);
    expect(slower[27]).toBeLessThan(most);
  });
});

describe('refused', () => {
  const refusal = { taken: 21, sinceMs: 1_000, driven: 20, mayTry: true };
  const trial = { rate: 17, left: 60, refused: 0, before: 20 };
  const alone: Chance = unknownChance;

  it.each<[string, Chance, typeof refusal, Partial<Chance>]>([
    ['begins a trial when the last cut changed nothing', alone, refusal, { trial }],
    ['knows nothing while a limit may be the reason', alone, { ...refusal, mayTry: false }, { trial: undefined }],
    ['knows nothing after 3 requests', alone, { ...refusal, taken: 3 }, { trial: undefined }],
    ['begins a trial after 4', alone, { ...refusal, taken: 4 }, { trial: { ...trial, rate: 2.55 } }],
    ['is sure after one in a trial', { ...alone, trial }, refusal, { isShown: true, trial: undefined }],
    [
      'wants one more after each false alarm',
      { ...alone, needed: 2, trial: { ...trial, left: 9 } },
      refusal,
      { isShown: false, trial: { ...trial, refused: 1 } },
    ],
    [
      'believes in a limit where they pile up',
      { ...alone, pressure: 3, trial },
      refusal,
      { trial: undefined, needed: 1 },
    ],
    ['goes on while they are rare', { ...alone, isShown: true, pressure: 4 }, refusal, { isShown: true }],
    ['takes a false alarm in', { ...alone, isShown: true, pressure: 6 }, refusal, { isShown: false, needed: 2 }],
  ])('%s', (_, chance, what, expected) => {
    expect({ trial: undefined, ...refused(chance, what) }).toMatchObject(expected);
  });

  it('ends a trial after its requests', () => {
    expect(accepted({ ...alone, trial: { ...trial, left: 2 } }).trial?.left).toBe(1);
    expect(accepted({ ...alone, trial: { ...trial, left: 1 } }).trial).toBeUndefined();
  });
});
