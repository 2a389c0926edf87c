// A stop in words, and as JSON.

import type { Stop } from '../problems/stop.js';
import { exitCodeOfStop } from '../report/exit-code.js';
import type { Paint } from '../report/text.js';

/** A stop and what to do about it. */
export function stopText(stop: Stop, paint: Paint): string {
  const hint = stop.hint ? `\n  ${stop.hint}` : '';
  return `${paint('error', 'Stopped:')} ${stop.message}${hint}`;
}

/** What `--json` prints where a stop left nothing to sum up: in the place of a file's summary, or of a command's answer. */
export function stopJson(
  stop: Stop,
  where: { readonly command?: string | undefined; readonly file?: string },
): unknown {
  const { kind, code, message, hint } = stop;
  return { version: 1, ...where, error: { kind, code, message, hint }, exitCode: exitCodeOfStop(stop) };
}
