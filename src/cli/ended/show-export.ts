// Shows what an export wrote, and sets the exit code.

import { STANDARD_OUTPUT } from '../../pipeline/export/destination.js';
import type { ChangeCounts, Exported } from '../../report/export-summary.js';
import { exitWith } from '../exit.js';
import type { Terminal } from '../terminal/terminal.js';

/** Shows a finished export. What goes to standard output is not mixed with messages. */
export function showExport(exported: Exported, terminal: Terminal): void {
  const { rows, blank, reasons: said, out, changes, exitCode } = exported;
  const isPrinted = out === STANDARD_OUTPUT;
  const reasons = blank > 0 ? `, ${blank} of them without a value${said > 0 ? ' and with the reason' : ''}` : '';
  const done = `${rows} ${rows === 1 ? 'row' : 'rows'} written to ${isPrinted ? 'standard output' : out}${reasons}`;
  if (isPrinted) terminal.say(done);
  else terminal.print(done);
  if (changes) terminal.say(changesText(changes));
  if (exitCode !== 0)
    terminal.conclude(
      `Finished with exit code ${exitCode}: ${done}; not found at the service: ${exported.unknown.join(', ')}`,
    );
  terminal.printJson(exported);
  exitWith(exitCode);
}

function changesText({ appeared, changed, vanished, since }: ChangeCounts): string {
  const gone = vanished === undefined ? [] : [`${vanished} vanished`];
  const counts = [`${changed} changed`, `${appeared} appeared`, ...gone].join(', ');
  return `${counts} ${since === null ? 'until now' : `since ${since}`}`;
}
