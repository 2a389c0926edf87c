import { describe, expect, it } from 'vitest';
import { type Latency, sampled } from '../../src/pace/latency.js';

/** Whether any of so many answers, one every 20 ms, was found to be slow; and what is known then. */
function answers(from: number, count: number, latencyMs: number, known?: Latency) {
  let [latency, slow] = [known, false];
  for (let index = 0; index < count; index += 1) {
    const next = sampled(latency, from + index * 20, latencyMs);
    latency = next.latency;
    slow ||= next.doubled;
  }
  return { latency, slow };
}

describe('sampled', () => {
  it.each([
    ['doubled', 200, 420, true],
    ['not quite doubled', 200, 380, false],
    ['tripled, but by less than anybody feels', 20, 90, false],
    ['grown by more than anybody tolerates', 20, 140, true],
  ])('tells latency that has %s', (_, before, after, expected) => {
    const usual = answers(0, 100, before);
    expect(usual.slow).toBe(false);
    expect(answers(2_000, 100, after, usual.latency).slow).toBe(expected);
  });

  it('is not alarmed by a single slow answer', () => {
    expect(answers(2_000, 1, 700, answers(0, 100, 50).latency).slow).toBe(false);
  });

  it('takes the present as its measure when nothing is known', () => {
    expect(answers(2_000, 100, 400).slow).toBe(false);
  });
});
