// carbonsheet reconcile RUN

import { basename } from 'node:path';
import { type FinishedReconciliation, reconcileRun } from '../../../pipeline/read-back/reconcile.js';
import { differenceText, readBackText, stationLine } from '../../../report/totals/stations-text.js';
import { grouped } from '../../../values/numbers/grouped.js';
import { makeTools } from '../../context.js';
import { exitWith } from '../../exit.js';
import { requireLedger } from '../../require-ledger.js';
import { openTerminal } from '../../terminal/open-terminal.js';
import type { Terminal } from '../../terminal/terminal.js';
import type { CommandArguments } from '../index.js';

/** Differences that are printed; more are counted. */
const MOST_SHOWN = 20;

export async function run(args: CommandArguments<'reconcile'>): Promise<void> {
  requireLedger(args);
  const terminal = openTerminal(args);
  const finished = await reconcileRun(args, makeTools(args, terminal));
  show(finished, terminal);
  exitWith(finished.exitCode);
}

function show({ reconciliation, files, exitCode }: FinishedReconciliation, terminal: Terminal): void {
  const { differences, rowsDiffering, file, readBack } = reconciliation;
  terminal.print(terminal.paint(exitCode === 0 ? 'good' : 'error', stationLine(reconciliation)));
  const shown = differences.slice(0, MOST_SHOWN);
  terminal.print(...shown.map((one) => differenceText(basename(file), one)));
  if (differences.length > shown.length)
    terminal.print(`${grouped(rowsDiffering)} rows differ; the sheet Differences of reconciliation.xlsx lists them`);
  terminal.print(terminal.paint('dim', readBackText(readBack)), terminal.paint('dim', files.join(', ')));
  terminal.printJson({ ...reconciliation, exitCode });
}
