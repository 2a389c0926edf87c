// What --max-failures means. What counts as a failure is for upload/circuit-breaker.ts.

import { Stop } from '../../problems/stop.js';
import type { FailureLimit, StopLimits } from '../../upload/circuit-breaker.js';

/** The brakes of a command's arguments; the deadline is a signal (deadline-signal.ts). */
export function brakesOf(args: {
  readonly maxFailures?: string | undefined;
  readonly stopAfter?: number | undefined;
}): StopLimits {
  const { maxFailures, stopAfter } = args;
  return { maxFailures: maxFailures === undefined ? undefined : parseFailureLimit(maxFailures), stopAfter };
}

/** `20` (rows) or `5%` (of the rows sent). Throws a Stop of kind `usage` with valid examples. */
export function parseFailureLimit(text: string): FailureLimit {
  const [, digits = '', percent = ''] = /^(\d+(?:\.\d+)?)\s*(%?)$/.exec(text.trim()) ?? [];
  const most = Number(digits);
  const isShare = percent === '%';
  const fits = isShare ? most < 100 : Number.isSafeInteger(most);
  if (digits !== '' && fits) return { by: isShare ? 'percent' : 'rows', most };
  const message = `--max-failures: expected rows such as 20, or a share below 100% such as 5%, got ${JSON.stringify(text)}`;
  throw new Stop('usage', 'USAGE', message);
}
