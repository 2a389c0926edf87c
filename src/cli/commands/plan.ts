// carbonsheet plan FILE…

import type { CommandModule } from 'yargs';
import { planFiles } from '../../pipeline/several-files.js';
import { globalArguments, parseArguments, planningArguments, readingArguments } from '../arguments.js';
import { makeTools } from '../context.js';
import { exitWith } from '../exit.js';
import { planningOptions, readingOptions } from '../options.js';
import { runFiles } from '../run-files.js';

const schema = globalArguments.extend(readingArguments.shape).extend(planningArguments.shape);

export const plan: CommandModule = {
  command: 'plan <files..>',
  describe: 'Say what an import would do with each row, given what the service has; sends no row',
  builder: (yargs) =>
    yargs.positional('files', { type: 'string', array: true }).options({ ...readingOptions, ...planningOptions }),
  handler: async (argv) => {
    const args = parseArguments(schema, argv);
    const { onExisting } = args;
    exitWith(
      await runFiles({
        command: 'plan',
        args,
        makeTools: (terminal) => makeTools(args, terminal),
        run: (request, tools) => planFiles({ ...request, onExisting }, tools),
      }),
    );
  },
};
