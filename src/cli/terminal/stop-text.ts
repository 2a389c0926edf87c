// A stop as text and as JSON.

import type { Stop } from '../../problems/stop.js';
import { exitCodeOfStop } from '../../report/exit-code.js';
import type { Paint } from '../../report/text.js';

/** A stop and what to do about it, line by line. */
export function stopText({ message, hint }: Stop, paint: Paint): readonly string[] {
  return [`${paint('error', 'Stopped:')} ${message}`, ...(hint ? [`  ${hint}`] : [])];
}

/** What `--json` prints for a stop instead of a summary. */
export function stopJson(
  stop: Stop,
  where: { readonly command?: string | undefined; readonly file?: string },
): unknown {
  const { kind, code, message, hint } = stop;
  return { version: 1, ...where, error: { kind, code, message, hint }, exitCode: exitCodeOfStop(stop) };
}
