// carbonsheet undo RUN

import { existsSync } from 'node:fs';
import type { CommandModule } from 'yargs';
import { z } from 'zod';
import { type FinishedUndo, noSuchRun, undoRun } from '../../pipeline/undo.js';
import { Stop } from '../../problems/stop.js';
import { globalArguments, ledgerArgument, parseArguments, rateArgument, writingArguments } from '../arguments.js';
import { makeTools, openTerminal } from '../context.js';
import { exitWith } from '../exit.js';
import { commandLine, nextText } from '../next-command.js';
import { planningOptions, writingOptions } from '../options.js';
import { stopText } from '../stop-text.js';
import type { Terminal } from '../terminal.js';

const schema = globalArguments
  .extend(ledgerArgument.shape)
  .extend(rateArgument.shape)
  .extend({ run: z.string().min(1), dryRun: z.boolean(), ...pick(writingArguments.shape) });

function pick({ concurrency, yes }: typeof writingArguments.shape) {
  return { concurrency, yes };
}

type UndoArguments = z.infer<typeof schema>;

export const undo: CommandModule = {
  command: 'undo <run>',
  describe: 'Take back at the service what a run wrote there, where nobody has changed it since',
  builder: (yargs) =>
    yargs.positional('run', { type: 'string', describe: 'A run id, or how it begins' }).options({
      'dry-run': { type: 'boolean', default: false, describe: 'Say what would happen, and write nothing' },
      rate: planningOptions.rate,
      'max-pages': planningOptions['max-pages'],
      concurrency: writingOptions.concurrency,
      ledger: writingOptions.ledger,
      yes: writingOptions.yes,
    }),
  handler: async (argv) => {
    const args = parseArguments(schema, argv);
    // Opening a ledger makes it, and there is nothing to undo in a new one.
    if (!existsSync(args.ledger)) throw noSuchRun(args.run);
    const terminal = openTerminal(args);
    const finished = await undoRun(args, makeTools(args, terminal)).catch((cause: unknown) => {
      throw cause instanceof Stop && cause.code === 'NOT_CONFIRMED' ? withCommand(cause, args) : cause;
    });
    show(finished, args, terminal);
    exitWith(finished.summary.exitCode);
  },
};

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
  if (stop) terminal.complain(...stopText(stop, terminal.paintMessage));
  if (file) terminal.print(terminal.paint('dim', file));
  const next = nextText(commandLine('undo', [run], { ...args, dryRun: undefined }));
  if (stop && !dryRun) terminal.complain(next);
  if (dryRun && counts.undone + counts.restored > 0) terminal.say(next);
  terminal.printJson(summary);
}
