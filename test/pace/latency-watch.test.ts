import { describe, expect, it } from 'vitest';
import { LatencyWatch } from '../../src/pace/latency-watch.js';

/** Whether any of so many answers, one every 20 ms, was found to be slow. */
function slow(watch: LatencyWatch, from: number, count: number, latencyMs: number, kind = 'GET'): boolean {
  let noticed = false;
  for (let index = 0; index < count; index += 1) noticed = watch.sample(kind, from + index * 20, latencyMs) || noticed;
  return noticed;
}

describe('LatencyWatch', () => {
  it.each([
    ['doubled', 200, 420, true],
    ['not quite doubled', 200, 380, false],
    ['tripled, but by less than anybody feels', 20, 90, false],
    ['grown by more than anybody tolerates', 20, 140, true],
  ])('tells latency that has %s', (_, before, after, expected) => {
    const watch = new LatencyWatch();
    expect(slow(watch, 0, 100, before)).toBe(false);
    expect(slow(watch, 2_000, 100, after)).toBe(expected);
  });

  it('is not alarmed by a single slow answer, nor by another kind of request', () => {
    const watch = new LatencyWatch();
    slow(watch, 0, 100, 50);
    expect(watch.sample('GET', 2_000, 700)).toBe(false);
    expect(slow(watch, 2_020, 100, 900, 'POST')).toBe(false);
  });

  it('takes the present as its measure after forgetting', () => {
    const watch = new LatencyWatch();
    slow(watch, 0, 100, 50);
    watch.forget();
    expect(slow(watch, 2_000, 100, 400)).toBe(false);
  });
});
