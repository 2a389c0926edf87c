// carbonsheet undo RUN

import { existsSync } from 'node:fs';
import { noSuchRun } from '../../../ledger/find-run.js';
import { runNamed } from '../../../pipeline/run/latest-run.js';
import { type FinishedUndo, undoRun } from '../../../pipeline/undo/undo.js';
import { Stop } from '../../../problems/stop.js';
import { makeTools } from '../../context.js';
import { commandLine, nextText } from '../../ended/next-command.js';
import { exitWith } from '../../exit.js';
import { ledgerOf } from '../../require-ledger.js';
import { openTerminal } from '../../terminal/open-terminal.js';
import type { Terminal } from '../../terminal/terminal.js';
import type { CommandArguments } from '../index.js';

type UndoArguments = CommandArguments<'undo'>;

export async function run(args: CommandArguments<'undo'>): Promise<void> {
  // Opening a ledger would create it.
  if (!existsSync(ledgerOf(args))) throw noSuchRun(args.run);
  const terminal = openTerminal(args);
  const tools = makeTools(args, terminal);
  // A newer run may be the last one by the time that a printed command is repeated.
  const named = { ...args, run: (await runNamed(args.run, tools)).id };
  const finished = await undoRun(named, tools).catch((cause: unknown) => {
    throw cause instanceof Stop && cause.code === 'NOT_CONFIRMED' ? withCommand(cause, named) : cause;
  });
  show(finished, args, terminal);
  exitWith(finished.summary.exitCode);
}

function withCommand({ kind, code, message }: Stop, args: UndoArguments): Stop {
  return new Stop(kind, code, message, `to go ahead: ${commandLine('undo', [args.run], { ...args, yes: true })}`);
}

function show({ summary, stop }: FinishedUndo, args: UndoArguments, terminal: Terminal): void {
  const { run, dryRun, counts, file } = summary;
  const would = dryRun ? 'would be ' : '';
  const lines = [
    `${counts.undone} ${would}deleted`,
    `${counts.restored} ${would}restored`,
    `${counts.notUndone} ${would}left`,
  ];
  terminal.print(`${terminal.paint('strong', run)}: ${lines.join(', ')}`);
  if (stop) terminal.stopped(stop);
  else if (counts.notUndone > 0)
    terminal.conclude(
      `Finished with exit code ${summary.exitCode}: ${counts.notUndone} rows of run ${run} ${would}left; see ${file}`,
    );
  if (file) terminal.print(terminal.paint('dim', file));
  const next = nextText(commandLine('undo', [run], { ...args, dryRun: undefined }));
  if (stop && !dryRun) terminal.complain(next);
  if (dryRun && counts.undone + counts.restored > 0) terminal.say(next);
  terminal.printJson(summary);
}
