// carbonsheet check FILE…

import type { CommandModule } from 'yargs';
import { checkFiles } from '../../pipeline/several-files.js';
import { globalArguments, parseArguments, readingArguments } from '../arguments.js';
import { makeTools } from '../context.js';
import { exitWith } from '../exit.js';
import { readingOptions } from '../options.js';
import { runFiles } from '../run-files.js';

const schema = globalArguments.extend(readingArguments.shape);

export const check: CommandModule = {
  command: 'check <files..>',
  describe: 'Say everything that is wrong with a spreadsheet; needs no account and sends nothing',
  builder: (yargs) => yargs.positional('files', { type: 'string', array: true }).options(readingOptions),
  handler: async (argv) => {
    const args = parseArguments(schema, argv);
    // Checking needs no account, so that what is missing for one is no hindrance.
    const noAccount = { settings: {} };
    exitWith(
      await runFiles({
        command: 'check',
        args,
        makeTools: (terminal) => makeTools(args, terminal, noAccount),
        run: checkFiles,
      }),
    );
  },
};
