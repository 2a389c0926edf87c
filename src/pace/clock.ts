// Time and chance as arguments, so that every wait can be tested without waiting. Defaults are chosen in cli/ and index.ts.

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after the time, or rejects with the signal's reason when it is aborted. */
  sleep(delayMs: number, signal?: AbortSignal): Promise<void>;
  /** From 0 up to, not including, 1. */
  random(): number;
}
