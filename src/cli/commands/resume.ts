// carbonsheet resume [RUN]

import { existsSync } from 'node:fs';
import type { CommandModule } from 'yargs';
import { resumeRun } from '../../pipeline/resume.js';
import { latestUnfinishedRun } from '../../pipeline/run/latest-run.js';
import { globalArguments, parseArguments, resumingArguments } from '../arguments.js';
import { makeTools, openTerminal } from '../context.js';
import { brakesOf } from '../failure-limit.js';
import { resumingOptions } from '../options.js';
import { requireLedger } from '../require-ledger.js';
import { showTakenUp } from '../show-taken-up.js';

const schema = globalArguments.extend(resumingArguments.shape);

export const resume: CommandModule = {
  command: 'resume [run]',
  describe: 'Finish the rows of an import that was stopped or killed, the latest one when none is named',
  builder: (yargs) =>
    yargs.positional('run', { type: 'string', describe: 'A run id, or how it begins' }).options(resumingOptions),
  handler: async (argv) => {
    const args = parseArguments(schema, argv);
    const terminal = openTerminal(args);
    const tools = makeTools(args, terminal);
    if (args.run !== undefined) requireLedger(args.ledger);
    const run = args.run ?? (existsSync(args.ledger) ? (await latestUnfinishedRun(tools))?.id : undefined);
    if (run === undefined) {
      terminal.print('Every import in the ledger has come to its end: nothing to resume.');
      terminal.printJson({ version: 1, command: 'resume', run: null, exitCode: 0 });
      return;
    }
    showTakenUp(await resumeRun({ ...args, run, brakes: brakesOf(args) }, tools), args, terminal);
  },
};
