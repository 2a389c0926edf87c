// A stop in words, and the exact command that comes next.

import type { Stop } from '../problems/stop.js';
import type { Summary } from '../report/summary.js';
import type { Paint } from '../report/text.js';

/** A stop and what to do about it. */
export function stopText(stop: Stop, paint: Paint): string {
  const hint = stop.hint ? `\n  ${stop.hint}` : '';
  return `${paint('error', 'Stopped:')} ${stop.message}${hint}`;
}

/** The command to type next; undefined when there is nothing that a command would help. */
export function nextCommand(summary: Summary, stop: Stop | undefined, argv: readonly string[]): string | undefined {
  const command = ['carbonsheet', ...argv.map(quoted)].join(' ');
  if (summary.command === 'check') return undefined;
  if (stop?.code === 'INVALID_ROWS') return `${command} --invalid skip`;
  if (stop?.kind === 'interrupted' || stop?.kind === 'unreachable' || stop?.kind === 'limit') return command;
  return summary.counts.inDoubt > 0 ? command : undefined;
}

function quoted(argument: string): string {
  return /^[\w./:=@%+,-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
}
