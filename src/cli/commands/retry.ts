// carbonsheet retry RUN

import type { CommandModule } from 'yargs';
import { z } from 'zod';
import { retryRun } from '../../pipeline/resume-run.js';
import { globalArguments, parseArguments, resumingArguments } from '../arguments.js';
import { makeTools, openTerminal } from '../context.js';
import { brakesOf } from '../failure-limit.js';
import { resumingOptions } from '../options.js';
import { requireLedger } from '../require-ledger.js';
import { showTakenUp } from '../show-taken-up.js';

const schema = globalArguments
  .extend(resumingArguments.shape)
  .extend({ run: z.string().min(1), from: z.string().min(1).optional() });

export const retry: CommandModule = {
  command: 'retry <run>',
  describe: 'Send the failed rows of an import again, out of its failed file where you have mended rows in it',
  builder: (yargs) =>
    yargs
      .positional('run', { type: 'string', describe: 'A run id, or how it begins' })
      .option('from', { type: 'string', describe: "The mended failed file, where it is not in the run's folder" })
      .options(resumingOptions),
  handler: async (argv) => {
    const args = parseArguments(schema, argv);
    const terminal = openTerminal(args);
    requireLedger(args.ledger);
    showTakenUp(await retryRun({ ...args, brakes: brakesOf(args) }, makeTools(args, terminal)), args, terminal);
  },
};
