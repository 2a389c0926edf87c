// The rule for unusual amounts of one group: near-misses on both sides, and that order and scale do not matter.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LEAST_VALUES, Spread } from '../../src/suspects/spread.js';

function spreadOf(amounts: readonly number[]): Spread {
  const spread = new Spread();
  for (const amount of amounts) spread.add(Math.log10(amount));
  return spread;
}

/** The unusual ones among amounts, in their order. */
function unusualOf(amounts: readonly number[]): readonly number[] {
  const usual = spreadOf(amounts).usual();
  if (usual === undefined) return [];
  const isUnusual = (amount: number) => Math.log10(amount) >= usual.high || Math.log10(amount) <= usual.low;
  return amounts.filter(isUnusual);
}

/** Even steps from one amount to another. */
function even(from: number, to: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, step) => from + ((to - from) * step) / (count - 1));
}

/** Honest amounts that always are the same: log-normal, by the quantiles of the normal distribution in a mixed order. */
function logNormal(median: number, sigma: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => {
    const share = (((index * 7919) % count) + 0.5) / count;
    // Tukey's approximation of the normal quantile.
    return median * Math.exp(sigma * ((share ** 0.135 - (1 - share) ** 0.135) / 0.1975));
  });
}

describe('an amount among others', () => {
  it.each([
    ['7,000,100 among 400 amounts', [...even(500, 20_000, 400), 7_000_100], [7_000_100]],
    ['7,000,100 among ten thousands', [...even(12_000, 96_000, 19), 7_000_100], [7_000_100]],
    ['10 times a steady price', [...even(95, 105, 12), 1000], [1000]],
    ['5 times a steady price', [...even(95, 105, 12), 500], []],
    ['a tenth of a steady price', [...even(95, 105, 12), 10], [10]],
    ['a fifth of a steady price', [...even(95, 105, 12), 20], []],
    ['10 times the usual, where amounts spread as far', [...even(500, 20_000, 400), 100_000], []],
    ['two of 400 that are 1,000 times the usual', [...even(5000, 20_000, 400), 9e6, 12e6], [9e6, 12e6]],
    ['many of 400: a part of the column', [...even(5000, 20_000, 380), ...even(5e6, 20e6, 20)], []],
    ['the end of a long tail', logNormal(1000, 2, 400), []],
    ['nothing, in constant amounts', new Array<number>(50).fill(100), []],
  ])('%s', (_, amounts, unusual) => {
    expect(unusualOf(amounts)).toEqual(unusual);
  });

  it('is not compared with fewer than the least', () => {
    const usual = even(95, 105, LEAST_VALUES - 1);
    expect(unusualOf([...usual, 100_000])).toEqual([100_000]);
    expect(unusualOf([...usual.slice(1), 100_000])).toEqual([]);
  });

  it('is found among so many that only their places are kept', () => {
    const amounts = even(5000, 20_000, 20_000);
    expect(unusualOf([...amounts, 7_000_100])).toEqual([7_000_100]);
    expect(unusualOf(amounts)).toEqual([]);
  });
});

const amounts = fc.array(fc.double({ min: 0.01, max: 1e6, noNaN: true }), { minLength: 9, maxLength: 60 });

describe('the verdict', () => {
  it('does not depend on the order', () => {
    fc.assert(
      fc.property(amounts, (some) => {
        const sorted = [...some].sort((one, other) => one - other);
        expect(spreadOf(sorted).usual()).toEqual(spreadOf(some).usual());
      }),
    );
  });

  it('does not depend on the scale', () => {
    fc.assert(
      fc.property(amounts, fc.integer({ min: -9, max: 9 }), (some, power) => {
        const scaled = some.map((amount) => amount * 2 ** power);
        expect(unusualOf(scaled)).toEqual(unusualOf(some).map((amount) => amount * 2 ** power));
      }),
    );
  });

  it('never holds more than a fiftieth of a group on one side', () => {
    fc.assert(
      fc.property(amounts, (some) => {
        expect(unusualOf(some).length).toBeLessThanOrEqual(2 * Math.max(1, Math.floor(some.length / 50)));
      }),
    );
  });
});
