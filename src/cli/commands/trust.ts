// carbonsheet trust [FILE]

import type { CommandModule } from 'yargs';
import { z } from 'zod';
import { Stop } from '../../problems/stop.js';
import { globalArguments, parseArguments } from '../arguments.js';
import { foundConfig, readConfig } from '../config.js';
import { openTerminal } from '../context.js';
import { trustConfig } from '../trust.js';
import { removeTrusted, trustedFiles } from '../trust-store.js';

const schema = globalArguments.extend({
  file: z.string().min(1).optional(),
  list: z.boolean(),
  revoke: z.boolean(),
});

export const trust: CommandModule = {
  command: 'trust [file]',
  describe: 'Let a config file that lies in a folder choose accounts, addresses and commands, as it is now',
  builder: (yargs) =>
    yargs
      .positional('file', { type: 'string', describe: 'A config file; default: the one of this folder' })
      .option('revoke', { type: 'boolean', default: false, describe: 'Trust it no more' })
      .option('list', { type: 'boolean', default: false, describe: 'List what is trusted' }),
  handler: (argv) => {
    const args = parseArguments(schema, argv);
    const terminal = openTerminal(args);
    if (args.list) {
      const files = trustedFiles(process.env);
      terminal.print(...files);
      terminal.printJson({ version: 1, command: 'trust', files });
      return;
    }
    const file = args.file ?? args.config ?? foundConfig();
    if (file === undefined)
      throw new Stop(
        'usage',
        'NO_CONFIG',
        'there is no config file in this folder',
        'name one: carbonsheet trust FILE',
      );
    if (args.revoke) {
      const revoked = removeTrusted(file, process.env);
      terminal.print(revoked > 0 ? `${file} is not trusted any more` : `${file} was not trusted`);
      terminal.printJson({ version: 1, command: 'trust', file, trusted: false });
      return;
    }
    const asks = trustConfig(readConfig(file));
    terminal.print(
      `${file} is trusted as it is now${asks.length > 0 ? '; it asks for:' : ', and asks for nothing that needs it'}`,
    );
    terminal.print(...asks.map((line) => `  ${line}`));
    terminal.printJson({ version: 1, command: 'trust', file, trusted: true, asks });
  },
};
