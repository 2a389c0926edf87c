// carbonsheet completion SHELL

import type { CommandArguments } from '../commands/index.js';
import { openTerminal } from '../terminal/open-terminal.js';
import { completionScript } from './completion-script.js';

export async function run(args: CommandArguments<'completion'>): Promise<void> {
  const terminal = openTerminal(args);
  const script = await completionScript(args.shell);
  terminal.print(...script);
  terminal.printJson({ version: 1, command: 'completion', shell: args.shell, script: `${script.join('\n')}\n` });
}
