// Time that passes only when everybody waits: hours of a run in a second, the same in every run.

import { setImmediate as settled } from 'node:timers/promises';
import type { Clock } from '../../src/pace/clock.js';

interface Sleeper {
  readonly at: number;
  wake(): void;
}

export interface VirtualClock extends Clock {
  /** Lets time pass until this moment; sleepers wake in the order of their moments. */
  runUntil(end: number): Promise<void>;
}

/** Starts at 1,000,000,000 ms. @param lateMs how late a timer fires. */
export function virtualClock(lateMs: () => number = () => 0): VirtualClock {
  let now = 1_000_000_000;
  let seed = 7;
  const sleepers: Sleeper[] = [];
  return {
    now: () => now,
    random: () => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed / 2_147_483_648;
    },
    // An aborted sleeper sleeps on: time ends with the test.
    sleep: (delayMs) =>
      new Promise((resolve) => {
        const at = now + delayMs + lateMs();
        // Sorted, the next to wake last.
        let index = sleepers.length;
        while (index > 0 && (sleepers[index - 1]?.at ?? 0) <= at) index -= 1;
        sleepers.splice(index, 0, { at, wake: resolve });
      }),
    async runUntil(end) {
      for (;;) {
        await settled();
        const next = sleepers.at(-1);
        if (!next || next.at > end) break;
        now = Math.max(now, next.at);
        while ((sleepers.at(-1)?.at ?? Number.POSITIVE_INFINITY) <= now) sleepers.pop()?.wake();
      }
      now = Math.max(now, end);
    },
  };
}
