// Shows a finished run: its counts, why it stopped, where its files are.

import { isAbsolute, join } from 'node:path';
import type { FinishedRun } from '../../pipeline/run/finish-run.js';
import { reconciliationText } from '../../report/reconciliation-text.js';
import type { Summary } from '../../report/summary.js';
import { summaryText } from '../../report/text.js';
import type { Reconciliation } from '../../report/totals/stations.js';
import { stationLine } from '../../report/totals/stations-text.js';
import type { Terminal } from '../terminal/terminal.js';
import { reconcileCommand } from './next-command.js';

/** Accounts of a reconciliation that are shown; those of a trial only where they are few. */
const MOST_ACCOUNTS = 20;
const FEW_ACCOUNTS = 5;

/** The path of the file with the rows to fix, if the run has one. */
export function failedFileOf({ folder, failed }: Summary): string | undefined {
  if (failed === undefined) return undefined;
  return isAbsolute(failed.file) ? failed.file : join(folder, failed.file);
}

/** Shows a finished or stopped run. */
export function showRun(
  { summary, files, stop, isSelected, reconciliation }: FinishedRun,
  args: Readonly<Record<string, unknown>>,
  terminal: Terminal,
): void {
  const isTrial = summary.command === 'check' || summary.command === 'plan';
  const isReconciled = summary.reconciliation !== undefined && (isSelected === true || terminal.isVerbose);
  terminal.print(...summaryText(summary, terminal.paint, isTrial && isReconciled));
  if (reconciliation) showStations(reconciliation, args, terminal);
  if (isReconciled) {
    const { reconciliation: accounts = [] } = summary;
    const isShort = isTrial && !terminal.isVerbose && accounts.length > FEW_ACCOUNTS;
    const most = isShort ? 0 : MOST_ACCOUNTS;
    terminal.print(...reconciliationText(accounts, isTrial, terminal.paint, most));
  }
  if (stop) {
    terminal.stopped(stop);
    terminal.conclude(`  ${summary.file}: see ${summary.workbook ?? summary.folder}`);
  } else if (summary.exitCode !== 0) terminal.conclude(conclusionText(summary));
  const names = files.filter((file) => file !== summary.workbook).map((file) => file.slice(summary.folder.length + 1));
  terminal.print(terminal.paint('dim', `${summary.folder}: ${names.join(', ')}`));
  terminal.printJson(summary);
}

/** One line says whether the service holds what the file says; where it does not, how to see more. */
function showStations(
  reconciliation: Reconciliation,
  args: Readonly<Record<string, unknown>>,
  terminal: Terminal,
): void {
  const { isEqual, totals, run } = reconciliation;
  const line = stationLine(reconciliation);
  if (isEqual || totals.rows.sent === 0) terminal.print(line);
  else if (isEqual === undefined) terminal.print(`${line}; see ${reconcileCommand(run, args)}`);
  else terminal.warn(`${line}; see ${reconcileCommand(run, args)}`);
}

/** How a run ended, in one line. */
function conclusionText({
  file,
  counts: { rows, ...counts },
  reconciled,
  exitCode,
  workbook,
  folder,
}: Summary): string {
  const parts = Object.entries(counts).flatMap(([status, count]) => (count > 0 ? [`${count} ${status}`] : []));
  if (reconciled?.isEqual === false) parts.push(`${reconciled.rowsDiffering} stored otherwise`);
  return `Finished with exit code ${exitCode}: ${file}: ${rows} rows, ${parts.join(', ')}; see ${workbook ?? folder}`;
}

/** Names the workbook that comes back: the last line, so that it is found at once. */
export function showWorkbook({ summary: { workbook, command }, steps }: FinishedRun, terminal: Terminal): void {
  if (workbook === undefined) return;
  terminal.print(`Your rows, each with its status, ${purposeOf(steps, command)}:`, workbook);
}

function purposeOf({ fix, accept }: FinishedRun['steps'], command: Summary['command']): string {
  if (fix === 0 && accept === 0) return 'to keep';
  return `to fix${accept > 0 ? ' or accept' : ''} and give back to ${command === 'check' ? 'check or import' : 'import'}`;
}
