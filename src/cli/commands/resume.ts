// carbonsheet resume [RUN]

import { existsSync } from 'node:fs';
import { exportNamed, storedExport } from '../../pipeline/export/stored-export.js';
import { exportData } from '../../pipeline/export.js';
import { reportNamed, storedReport } from '../../pipeline/report/report-request.js';
import { writeReport } from '../../pipeline/report.js';
import { resumeRun } from '../../pipeline/resume.js';
import { latestUnfinishedRun } from '../../pipeline/run/latest-run.js';
import { makeTools } from '../context.js';
import { brakesOf } from '../options/failure-limit.js';
import { ledgerOf, requireLedger } from '../require-ledger.js';
import { showExport } from '../show-export.js';
import { showReport } from '../show-report.js';
import { showResumed } from '../show-resumed.js';
import { openTerminal } from '../terminal/open-terminal.js';
import type { CommandArguments } from './index.js';

export async function run(args: CommandArguments<'resume'>): Promise<void> {
  const terminal = openTerminal(args);
  const tools = makeTools(args, terminal);
  if (args.run !== undefined) requireLedger(args);
  const id = args.run ?? (existsSync(ledgerOf(args)) ? (await latestUnfinishedRun(tools))?.id : undefined);
  if (id === undefined) {
    terminal.print('Every import in the ledger is finished: nothing to resume.');
    terminal.printJson({ version: 1, command: 'resume', run: null, exitCode: 0 });
    return;
  }
  const reported = await reportNamed(id, tools);
  if (reported !== undefined) {
    showReport(await writeReport({ ...storedReport(reported), parent: reported.id }, tools), terminal);
    return;
  }
  const stopped = await exportNamed(id, tools);
  if (stopped !== undefined) {
    const asked = { ...storedExport(stopped), stdout: process.stdout, parent: stopped.id };
    showExport(await exportData(asked, tools), terminal);
    return;
  }
  showResumed(await resumeRun({ ...args, run: id, brakes: brakesOf(args) }, tools), args, terminal);
}
