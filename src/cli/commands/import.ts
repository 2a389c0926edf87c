// carbonsheet import FILE…

import type { CommandModule } from 'yargs';
import { importFile } from '../../pipeline/import.js';
import {
  globalArguments,
  parseArguments,
  planningArguments,
  readingArguments,
  writingArguments,
} from '../arguments.js';
import { makeTools } from '../context.js';
import { exitWith } from '../exit.js';
import { brakesOf } from '../failure-limit.js';
import { planningOptions, readingOptions, writingOptions } from '../options.js';
import { runFiles } from '../run-files.js';

const schema = globalArguments
  .extend(readingArguments.shape)
  .extend(planningArguments.shape)
  .extend(writingArguments.shape);

export const importCommand: CommandModule = {
  command: 'import <files..>',
  describe: 'Check a spreadsheet, leave out what the service has, upload the rest, give every row a result',
  builder: (yargs) =>
    yargs
      .positional('files', { type: 'string', array: true })
      .options({ ...readingOptions, ...planningOptions, ...writingOptions }),
  handler: async (argv) => {
    const args = parseArguments(schema, argv);
    const { onExisting, canary, concurrency, via, rehearse, yes } = args;
    const { maxFailures } = brakesOf(args);
    let { stopAfter, deletes } = args;
    exitWith(
      await runFiles({
        command: 'import',
        args,
        invalid: args.invalid ?? (args.yes ? 'stop' : 'ask'),
        isRehearsal: rehearse,
        makeTools: (terminal) => makeTools(args, terminal),
        run: async (request, tools, invalid = 'stop') => {
          const brakes = { maxFailures, stopAfter };
          const asked = { ...request, onExisting, canary, concurrency, via, invalid, rehearse, yes, deletes, brakes };
          const finished = await importFile(asked, tools);
          const { created, updated, deleted = 0, inDoubt } = finished.summary.counts;
          // The rows of all files together.
          if (stopAfter !== undefined) stopAfter = Math.max(0, stopAfter - created - updated - deleted - inDoubt);
          if (deletes !== undefined && !rehearse) deletes = Math.max(0, deletes - deleted - inDoubt);
          return finished;
        },
      }),
    );
  },
};
