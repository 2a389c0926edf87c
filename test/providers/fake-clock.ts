// A clock whose sleeps end at once and move the time on; it remembers them.

import type { Clock } from '../../src/pace/clock.js';

export interface FakeClock extends Clock {
  readonly sleeps: number[];
  /** Lets time pass. */
  pass(ms: number): void;
}

/** Starts at a fixed moment; chance is always one half. */
export function fakeClock(): FakeClock {
  let time = Date.UTC(2025, 0, 31, 12, 0, 0);
  const sleeps: number[] = [];
  return {
    sleeps,
    now: () => time,
    random: () => 0.5,
    pass: (ms) => {
      time += ms;
    },
    sleep: async (delayMs, signal) => {
      signal?.throwIfAborted();
      sleeps.push(delayMs);
      time += delayMs;
    },
  };
}
