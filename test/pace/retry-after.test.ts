import { describe, expect, it } from 'vitest';
import { retryAfterMs } from '../../src/pace/retry-after.js';

const now = Date.UTC(2025, 0, 31, 12, 0, 0);

describe('retryAfterMs', () => {
  it.each([
    ['0', 0],
    ['1', 1_000],
    ['120', 120_000],
    [' 7 ', 7_000],
    ['0.25', 250],
    ['86400', 86_400_000],
    ['999999999999', 86_400_000],
    ['Fri, 31 Jan 2025 12:00:30 GMT', 30_000],
    ['Fri, 31 Jan 2025 11:59:00 GMT', 0],
    ['Friday, 31-Jan-25 12:00:30 GMT', undefined],
    ['31 Jan 2025', undefined],
    ['-1', undefined],
    ['1e3', undefined],
    ['soon', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('reads %j as %j', (header, expected) => {
    expect(retryAfterMs(header, now)).toBe(expected);
  });

  it('measures a date against the clock of the service when it tells its own', () => {
    const wrongClock = 'Fri, 31 Jan 2025 13:00:00 GMT';
    expect(retryAfterMs('Fri, 31 Jan 2025 13:00:05 GMT', now, wrongClock)).toBe(5_000);
  });
});
