// Shows how a resumed run ended, and the next command if something is left to do.

import type { FinishedRun } from '../../pipeline/run/finish-run.js';
import type { StopKind } from '../../problems/stop.js';
import { exitWith } from '../exit.js';
import type { Terminal } from '../terminal/terminal.js';
import { nextText, resumeCommand, retryCommand } from './next-command.js';
import { failedFileOf, showRun, showWorkbook } from './show-run.js';

/** Stops after which no command helps: a person has to change something first. */
const needsPeople: ReadonlySet<StopKind> = new Set<StopKind>(['usage', 'input', 'mapping', 'refused', 'output']);

/** Shows the run and sets the exit code. */
export function showResumed(finished: FinishedRun, args: Readonly<Record<string, unknown>>, terminal: Terminal): void {
  const { summary, stop } = finished;
  const failedFile = failedFileOf(summary);
  showRun(finished, args, terminal);
  const isLeft = stop ? !needsPeople.has(stop.kind) : summary.counts.inDoubt > 0;
  if (stop?.code === 'NOT_CONFIRMED') terminal.complain(nextText(resumeCommand(summary.run, { ...args, yes: true })));
  else if (isLeft) terminal.complain(nextText(resumeCommand(summary.run, args)));
  else if (stop === undefined && failedFile !== undefined)
    terminal.complain(nextText(retryCommand(summary.run, args), failedFile));
  showWorkbook(finished, terminal);
  exitWith(summary.exitCode);
}
