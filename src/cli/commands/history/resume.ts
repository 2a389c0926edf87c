// carbonsheet resume [RUN]

import { existsSync } from 'node:fs';
import type { RunRow } from '../../../ledger/ledger.js';
import { exportData } from '../../../pipeline/export/export.js';
import { storedExport } from '../../../pipeline/export/stored-export.js';
import { writeReport } from '../../../pipeline/report/report.js';
import { storedReport } from '../../../pipeline/report/report-request.js';
import { resumeRun } from '../../../pipeline/resume.js';
import { latestUnfinishedRun, runNamed } from '../../../pipeline/run/latest-run.js';
import type { Tools } from '../../../pipeline/tools.js';
import { makeTools } from '../../context.js';
import { showExport } from '../../ended/show-export.js';
import { showReport } from '../../ended/show-report.js';
import { showResumed } from '../../ended/show-resumed.js';
import { brakesOf } from '../../options/failure-limit.js';
import { ledgerOf, requireLedger } from '../../require-ledger.js';
import { openTerminal } from '../../terminal/open-terminal.js';
import type { CommandArguments } from '../index.js';

export async function run(args: CommandArguments<'resume'>): Promise<void> {
  const terminal = openTerminal(args);
  const tools = makeTools(args, terminal);
  const found = await runOf(args, tools);
  if (found === undefined) {
    terminal.print('Every import in the ledger is finished: nothing to resume.');
    terminal.printJson({ version: 1, command: 'resume', run: null, exitCode: 0 });
    return;
  }
  const { id, command } = found;
  if (command === 'report') {
    showReport(await writeReport({ ...storedReport(found), parent: id }, tools), terminal);
    return;
  }
  if (command === 'export') {
    const asked = { ...storedExport(found), stdout: process.stdout, parent: id };
    showExport(await exportData(asked, tools), terminal);
    return;
  }
  showResumed(await resumeRun({ ...args, run: id, brakes: brakesOf(args) }, tools), args, terminal);
}

/** The run that is named, else the latest that has not ended; undefined for none. */
async function runOf(args: CommandArguments<'resume'>, tools: Tools): Promise<RunRow | undefined> {
  if (args.run === undefined) return existsSync(ledgerOf(args)) ? latestUnfinishedRun(tools) : undefined;
  requireLedger(args);
  return runNamed(args.run, tools);
}
