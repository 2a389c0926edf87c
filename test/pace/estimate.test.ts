// The arithmetic of estimates: which of limit and latency binds, and the pace of the last half minute.

import { describe, expect, it } from 'vitest';
import { estimateOf, type KnownPace, RecentPace } from '../../src/pace/estimate.js';

const rowByRow = (create: number, update: number) => create + 2 * update;

describe('an estimate', () => {
  it.each<[string, { create: number; update: number }, number, KnownPace, { requests: number; seconds: number }]>([
    [
      'a limit below what is possible',
      { create: 12_340, update: 10 },
      4,
      pace(5, 100),
      { requests: 12_360, seconds: 2_472 },
    ],
    ['a limit above it', { create: 1_000, update: 0 }, 4, pace(50, 200), { requests: 1_000, seconds: 50 }],
    ['no limit', { create: 1_000, update: 0 }, 4, pace(undefined, 100), { requests: 1_000, seconds: 25 }],
    ['one at once', { create: 100, update: 0 }, 1, pace(undefined, 100), { requests: 100, seconds: 10 }],
    ['nothing known', { create: 100, update: 0 }, 4, pace(undefined, undefined), { requests: 100, seconds: 5 }],
    ['an answer in no time', { create: 4_000, update: 0 }, 4, pace(undefined, 0), { requests: 4_000, seconds: 2 }],
    ['less than a second', { create: 1, update: 0 }, 4, pace(500, 10), { requests: 1, seconds: 1 }],
    ['nothing to do', { create: 0, update: 0 }, 4, pace(5, 10), { requests: 0, seconds: 0 }],
  ])('with %s', (_, counts, atOnce, known, expected) => {
    expect(estimateOf(counts, { requests: rowByRow, atOnce }, known)).toEqual(expected);
  });
});

function pace(mostPerSecond: number | undefined, latencyMs: number | undefined): KnownPace {
  return { mostPerSecond, latencyMs };
}

describe('the recent pace', () => {
  /** The pace after steps of one second, each with so much done in it. */
  function after(...perSecond: readonly number[]): number {
    const recent = new RecentPace();
    let done = 0;
    recent.note(0, 0);
    for (const [index, more] of perSecond.entries()) {
      done += more;
      recent.note((index + 1) * 1_000, done);
    }
    return recent.perSecond(perSecond.length * 1_000, done);
  }

  it.each<[string, readonly number[], number]>([
    ['nothing yet', [], 0],
    ['steady', [5, 5, 5], 5],
    ['slowed down a little while ago', [...Array<number>(30).fill(50), ...Array<number>(15).fill(10)], 30],
    ['slowed down half a minute ago', [...Array<number>(60).fill(50), ...Array<number>(30).fill(10)], 10],
    ['standing still', [...Array<number>(5).fill(50), ...Array<number>(30).fill(0)], 0],
  ])('%s', (_, perSecond, expected) => {
    expect(after(...perSecond)).toBeCloseTo(expected, 5);
  });

  it('says nothing for a moment when the clock was set back', () => {
    const recent = new RecentPace();
    recent.note(10_000, 0);
    recent.note(12_000, 20);
    recent.note(5_000, 30);
    expect(recent.perSecond(5_000, 30)).toBe(0);
    recent.note(7_000, 50);
    expect(recent.perSecond(7_000, 50)).toBe(10);
  });
});
