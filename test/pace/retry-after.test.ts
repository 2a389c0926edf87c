import { describe, expect, it } from 'vitest';
import { believedMs, retryAfterMs } from '../../src/pace/retry-after.js';

const now = Date.UTC(2025, 0, 31, 12, 0, 0);

describe('retryAfterMs', () => {
  it.each([
    ['0', 0],
    ['1', 1_000],
    ['120', 120_000],
    [' 7 ', 7_000],
    ['0.25', 250],
    ['86400', 86_400_000],
    ['1, 120', 120_000],
    ['999999999999', 400 * 86_400_000],
    // Moments since 1970, in seconds, milliseconds and microseconds.
    [String(now / 1000 + 90), 90_000],
    [`${now / 1000 + 90}.5`, 90_500],
    [String(now + 90_000), 90_000],
    [String((now + 90_000) * 1000), 90_000],
    [String(now / 1000 + 30 * 86_400), 30 * 86_400_000],
    [String(now / 1000 - 60), 0],
    ['Fri, 31 Jan 2025 12:00:30 GMT', 30_000],
    ['Fri, 31 Jan 2025 11:59:00 GMT', 0],
    ['Friday, 31-Jan-25 12:00:30 GMT', 30_000],
    ['Fri Jan 31 12:00:30 2025', 30_000],
    ['2025-01-31T12:00:30Z', 30_000],
    ['2025-01-31T14:00:30+02:00', 30_000],
    ['2025-01-31 12:00:30', undefined],
    ['Fridays only', undefined],
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
    expect(retryAfterMs(String(Date.parse('2025-01-31T13:00:05Z') / 1000), now, wrongClock)).toBe(5_000);
  });
});

describe('a wait', () => {
  it.each([
    [0, 1, 0],
    [600_000, 7, 600_000],
    [601_000, 1, 15_000],
    [86_400_000, 2, 30_000],
    [86_400_000, 9, 300_000],
  ])('of %i ms is believed up to ten minutes, else tried out rarely (refusal %i)', (asked, refusals, left) => {
    expect(believedMs(asked, refusals)).toBe(left);
  });
});
