// A stop as text and as JSON.

import type { Stop } from '../../problems/stop.js';
import { exitCodeOfStop } from '../../report/exit-code.js';
import type { Paint } from '../../report/text.js';
import { columnsOf, fitted } from './wrap.js';

const STOPPED = 'Stopped:';

/** A stop and what to do about it, line by line. */
function stopText({ message, hint }: Stop, paint: Paint): readonly string[] {
  return [`${paint('error', STOPPED)} ${message}`, ...(hint ? hint.split('\n').map((line) => `  ${line}`) : [])];
}

/** The same for stderr: a terminal breaks no word; in a file, each sentence stays on its line. */
export function stopLines(stop: Stop, paint: Paint): readonly string[] {
  const { isTTY } = process.stderr;
  if (!isTTY) return stopText(stop, paint);
  const width = columnsOf(process.stderr, process.env);
  const [first = '', ...others] = stopText(stop, (_tone, text) => text).flatMap((line) =>
    // A command can be copied whole.
    line.startsWith('  carbonsheet ') ? [line] : fitted(line, width),
  );
  return [first.replace(STOPPED, paint('error', STOPPED)), ...others];
}

/** What `--json` prints for a stop instead of a summary. */
export function stopJson(
  stop: Stop,
  where: { readonly command?: string | undefined; readonly file?: string },
): unknown {
  const { kind, code, message, hint } = stop;
  return { version: 1, ...where, error: { kind, code, message, hint }, exitCode: exitCodeOfStop(stop) };
}
