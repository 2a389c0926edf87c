// carbonsheet import FILE…

import type { CommandModule } from 'yargs';
import type { ImportRequest } from '../../pipeline/requests.js';
import { importFiles } from '../../pipeline/several-files.js';
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
    const { onExisting, canary, concurrency, via, rehearse, yes, deletes } = args;
    const invalid: ImportRequest['invalid'] = args.invalid ?? (yes ? 'stop' : 'ask');
    const asked = { onExisting, canary, concurrency, via, rehearse, yes, deletes, invalid, brakes: brakesOf(args) };
    exitWith(
      await runFiles({
        command: 'import',
        args,
        makeTools: (terminal) => makeTools(args, terminal),
        run: (request, tools) => importFiles({ ...request, ...asked }, tools),
      }),
    );
  },
};
