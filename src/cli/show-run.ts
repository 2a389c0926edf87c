// Shows a finished run: its counts, why it stopped, where its files are.

import { join } from 'node:path';
import type { FinishedRun } from '../pipeline/run/finish-run.js';
import { reconciliationText } from '../report/reconciliation-text.js';
import type { Summary } from '../report/summary.js';
import { summaryText } from '../report/text.js';
import { stopText } from './terminal/stop-text.js';
import type { Terminal } from './terminal/terminal.js';

/** The path of the file with the rows to fix, if the run has one. */
export function failedFileOf({ folder, failed }: Summary): string | undefined {
  return failed === undefined ? undefined : join(folder, failed.file);
}

/** Shows a finished or stopped run. */
export function showRun({ summary, files, stop, isSelected }: FinishedRun, terminal: Terminal): void {
  terminal.print(...summaryText(summary, terminal.paint));
  if (isSelected || terminal.isVerbose) {
    const isTrial = summary.command === 'check' || summary.command === 'plan';
    terminal.print(...reconciliationText(summary.reconciliation ?? [], isTrial, terminal.paint));
  }
  if (stop) terminal.complain(...stopText(stop, terminal.paintMessage));
  const names = files.map((file) => file.slice(summary.folder.length + 1)).join(', ');
  terminal.print(terminal.paint('dim', `${summary.folder}: ${names}`));
  terminal.printJson(summary);
}
