// carbonsheet check FILE…

import { checkFiles } from '../../pipeline/several-files.js';
import { makeTools } from '../context.js';
import { exitWith } from '../exit.js';
import { runFiles } from '../run-files.js';
import type { CommandArguments } from './index.js';

export async function run(args: CommandArguments<'check'>): Promise<void> {
  // A check needs no account, so missing settings do not stop it.
  const noAccount = { settings: {} };
  exitWith(
    await runFiles({
      command: 'check',
      args,
      makeTools: (terminal) => makeTools(args, terminal, noAccount),
      run: checkFiles,
    }),
  );
}
