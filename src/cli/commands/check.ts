// carbonsheet check FILE…

import type { CommandModule } from 'yargs';
import { checkFile } from '../../pipeline/check-file.js';
import { globalArguments, parseArguments, readingArguments } from '../arguments.js';
import { makeTools, openTerminal } from '../context.js';
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
    const terminal = openTerminal(args);
    const tools = makeTools(args, terminal);
    exitWith(await runFiles(args, terminal, (request) => checkFile(request, tools)));
  },
};
