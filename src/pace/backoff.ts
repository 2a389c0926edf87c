// How long to wait before a failed request is repeated. Pure: chance is an argument, and the caller does the waiting.

const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/**
 * Full jitter: a random time from 0 up to a limit that doubles with each failure (0.5 s, 1 s, 2 s … 30 s), so that
 * clients that failed together do not come back together.
 * @param failures how often the request has failed so far, from 1.
 * @param random from 0 up to, not including, 1.
 */
export function backoffMs(failures: number, random: number): number {
  return random * Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1));
}
