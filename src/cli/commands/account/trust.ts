// carbonsheet trust [FILE]

import { Stop } from '../../../problems/stop.js';
import { readConfig } from '../../settings/config.js';
import { foundConfig } from '../../settings/found-config.js';
import { trustConfig } from '../../settings/trust.js';
import { removeTrusted, trustedFiles } from '../../settings/trust-store.js';
import { openTerminal } from '../../terminal/open-terminal.js';
import type { CommandArguments } from '../index.js';

export function run(args: CommandArguments<'trust'>): void {
  const terminal = openTerminal(args);
  if (args.list) {
    const files = trustedFiles(process.env);
    terminal.print(...files);
    terminal.printJson({ version: 1, command: 'trust', files });
    return;
  }
  const file = args.file ?? args.config ?? foundConfig();
  if (file === undefined)
    throw new Stop('usage', 'NO_CONFIG', 'there is no config file in this folder', 'name one: carbonsheet trust FILE');
  if (args.revoke) {
    const revoked = removeTrusted(file, process.env);
    terminal.print(revoked > 0 ? `${file} is no longer trusted` : `${file} was not trusted`);
    terminal.printJson({ version: 1, command: 'trust', file, trusted: false });
    return;
  }
  const asks = trustConfig(readConfig(file));
  terminal.print(
    `${file} is trusted as it is now${asks.length > 0 ? '; it asks for:' : ', and asks for nothing that needs it'}`,
  );
  terminal.print(...asks.map((line) => `  ${line}`));
  terminal.printJson({ version: 1, command: 'trust', file, trusted: true, asks });
}
