import { describe, expect, it } from 'vitest';
import { backoffMs } from '../../src/pace/backoff.js';

describe('backoffMs', () => {
  it.each([
    [1, 0, 0],
    [1, 0.5, 250],
    [2, 0.5, 500],
    [3, 1, 2_000],
    [6, 1, 16_000],
    [7, 1, 30_000],
    [60, 1, 30_000],
  ])('after %i failures at chance %d waits %d ms', (failures, random, expected) => {
    expect(backoffMs(failures, random)).toBe(expected);
  });
});
