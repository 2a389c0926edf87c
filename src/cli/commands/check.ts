// carbonsheet check FILE…

import type { KeptRun } from '../../pipeline/requests.js';
import { checkFiles } from '../../pipeline/several-files.js';
import type { Tools } from '../../pipeline/tools.js';
import type { Cause } from '../../problems/causes.js';
import { makeTools } from '../context.js';
import { exitWith } from '../exit.js';
import { noting } from '../fixes-list.js';
import { runFiles } from '../run-files.js';
import { openTerminal } from '../terminal/open-terminal.js';
import type { Terminal } from '../terminal/terminal.js';
import type { CommandArguments } from './index.js';

export async function run(args: CommandArguments<'check'>): Promise<void> {
  if (!args.watch) exitWith((await checkOnce(args, (terminal) => makeTools(args, terminal, noAccount))).code);
  else {
    const { watchCheck } = await import('../watch/watch-check.js');
    const { realFolders } = await import('../watch/real-folders.js');
    const terminal = openTerminal(args);
    const tools = makeTools(args, terminal, noAccount);
    // All checks of a watch share a folder for their results.
    const kept = new Map<string, KeptRun>();
    const first = () => checkOnce(args, () => tools, kept);
    exitWith(await watchCheck({ args, terminal, tools, folders: realFolders, kept, first }));
  }
}

/** A check needs no account, so missing settings do not stop it. */
const noAccount = { settings: {} };

/** Checks the files and shows how each ended. */
async function checkOnce(
  args: CommandArguments<'check'>,
  toolsOf: (terminal: Terminal) => Tools,
  kept?: Map<string, KeptRun>,
): Promise<{ readonly code: number; readonly causes: readonly Cause[] }> {
  const causes: Cause[] = [];
  const code = await runFiles({
    command: 'check',
    args,
    makeTools: toolsOf,
    run: (request, tools) =>
      noting(checkFiles({ ...request, replaceResult: args.force, kept }, tools), args.fixes, causes),
  });
  return { code, causes };
}
