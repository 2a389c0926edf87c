import { describe, expect, it } from 'vitest';
import { type Curve, rateOn, unhindered } from '../../src/pace/growth.js';

describe('unhindered', () => {
  it.each([
    ['moderately at first', 0, 20],
    ['twice as fast after a second', 1_000, 40],
    ['thousands after a few', 7_000, 2_560],
  ])('asks %s', (_, usedMs, rate) => {
    expect(unhindered(usedMs)).toBeCloseTo(rate);
  });
});

describe('rateOn', () => {
  const calm: Curve = { from: 100, left: 0.6, backMs: 8_000, quick: false };
  const quick: Curve = { from: 10, left: 0.85, backMs: 1_000, quick: true, known: 50 };
  it.each([
    ['begins with what is left', calm, 0, 60],
    ['comes back quickly at first', calm, 4_000, 95],
    ['is back after its time', calm, 8_000, 100],
    ['feels its way then', calm, 12_000, 100.5],
    ['stays near for a long while', calm, 45_999, 104],
    ['leaves slowly', calm, 53_500, 104 * 2 ** 0.25],
    ['and then for good', calm, 76_000, 104 * 2 ** 4],
    ['begins with what is left, where more was borne lately', quick, 0, 8.5],
    ['is back soon', quick, 1_000, 10],
    ['goes on at once', quick, 3_000, 22],
    ['up to what was borne', quick, 20_000, 50],
  ])('%s', (_, curve, usedMs, rate) => {
    expect(rateOn(curve, usedMs)).toBeCloseTo(rate, 2);
  });
});
