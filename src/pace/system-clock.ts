// The real clock, chosen by cli/ and by users of the library; everything else gets a Clock as an argument.

import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from './clock.js';

/** Real time and chance. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (delayMs, signal) => {
    signal?.throwIfAborted();
    await wait(delayMs, undefined, signal ? { signal } : {}).catch((cause: unknown) => {
      throw signal?.aborted ? signal.reason : cause;
    });
  },
  random: () => Math.random(),
};
