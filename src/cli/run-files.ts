// What check, plan and import have in common: one run per file, its summary shown, the worst exit code kept.

import type { FinishedRun } from '../pipeline/finish-run.js';
import type { RunRequest } from '../pipeline/open-run.js';
import type { TableRequest } from '../pipeline/open-table.js';
import { Stop } from '../problems/stop.js';
import { exitCodeOfStop } from '../report/exit-code.js';
import { summaryText } from '../report/text.js';
import type { ReadingArguments } from './arguments.js';
import { readMapping } from './context.js';
import { withInput } from './spool-stdin.js';
import { nextCommand, stopText } from './stop-text.js';
import type { Terminal } from './terminal.js';

/** What every run over a file is asked. */
export type FileRequest = TableRequest & RunRequest;

/**
 * Runs the work on each file in turn and shows how it ended.
 * @returns the exit code: that of the first file that did not end well, else 0.
 */
export async function runFiles(
  args: ReadingArguments,
  terminal: Terminal,
  work: (request: FileRequest) => Promise<FinishedRun>,
): Promise<number> {
  const mapping = readMapping(args.mapping);
  let exitCode = 0;
  for (const file of args.files) {
    const code = await withInput(file, process.stdin, async (path) => {
      try {
        return show(await work({ ...args, file: path, mapping }), terminal);
      } catch (cause) {
        if (!(cause instanceof Stop)) throw cause;
        terminal.complain(stopText(cause, terminal.paint));
        return exitCodeOfStop(cause);
      }
    });
    exitCode ||= code;
  }
  return exitCode;
}

function show({ summary, files, stop }: FinishedRun, terminal: Terminal): number {
  terminal.print(summaryText(summary, terminal.paint));
  if (stop) terminal.complain(stopText(stop, terminal.paint));
  const names = files.map((file) => file.slice(summary.folder.length + 1)).join(', ');
  terminal.print(terminal.paint('dim', `${summary.folder}: ${names}`));
  const next = nextCommand(summary, stop, process.argv.slice(2));
  if (next) terminal.complain(`Next: ${next}`);
  terminal.printJson(summary);
  return summary.exitCode;
}
