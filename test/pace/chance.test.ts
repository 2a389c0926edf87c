// Refusals that have nothing to do with the rate must not lower it for good; those of a limit must, also among them.

import { describe, expect, it } from 'vitest';
import { accepted, type Chance, refused } from '../../src/pace/chance.js';
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

describe('refused', () => {
  const cut = { taken: 20, sinceMs: 1_000, driven: 20, isCut: true };
  const trial = { rate: 15, left: 60, refused: 0, before: 20 };

  it.each<[string, Chance, typeof cut, Partial<Chance>]>([
    ['begins a trial when the last cut changed nothing', { share: 0 }, cut, { trial }],
    ['knows nothing while the rate was back', { share: 0 }, { ...cut, isCut: false }, { trial: undefined }],
    ['knows nothing after 7 requests', { share: 0 }, { ...cut, taken: 7 }, { trial: undefined }],
    ['begins a trial after 8', { share: 0 }, { ...cut, taken: 8 }, { trial: { ...trial, rate: 6 } }],
    ['counts in a trial', { share: 0, trial: { ...trial, left: 9 } }, cut, { trial: { ...trial, refused: 1 } }],
    ['counts no refusals close to each other', { share: 0, trial }, { ...cut, taken: 7 }, { trial }],
    ['is sure after the second', { share: 0, trial: { ...trial, refused: 1 } }, cut, { tolerated: 1 / 64 }],
    ['goes on while the share is that of chance', { share: 0.16, tolerated: 0.05 }, cut, { tolerated: 0.05 }],
    ['believes in a limit when there are more', { share: 0.2, tolerated: 0.05 }, cut, { tolerated: undefined }],
  ])('%s', (_, chance, refusal, expected) => {
    expect({ tolerated: undefined, trial: undefined, ...refused(chance, refusal) }).toMatchObject(expected);
  });

  it('ends a trial after its requests', () => {
    expect(accepted({ share: 0, trial: { ...trial, left: 2 } }).trial?.left).toBe(1);
    expect(accepted({ share: 0, trial: { ...trial, left: 1 } }).trial).toBeUndefined();
  });
});
