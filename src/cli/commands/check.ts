// carbonsheet check FILE…

import { writeFixes } from '../../pipeline/fixes/fixes-file.js';
import type { KeptRun } from '../../pipeline/requests.js';
import { checkFiles, type TableEnds } from '../../pipeline/several-files.js';
import type { Tools } from '../../pipeline/tools.js';
import type { Cause } from '../../problems/causes.js';
import { Stop } from '../../problems/stop.js';
import { makeTools } from '../context.js';
import { exitWith } from '../exit.js';
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
    run: (request, tools) => noting(checkFiles({ ...request, kept }, tools), args.fixes, causes),
  });
  return { code, causes };
}

/** Notes the causes of each table, and writes those of the only one as a list of fixes. */
async function* noting(ends: TableEnds, fixes: string | undefined, causes: Cause[]): TableEnds {
  let isWritten = false;
  for await (const end of ends) {
    if (end.kind === 'ended' && end.finished) {
      causes.push(...end.finished.causes);
      if (fixes !== undefined) {
        if (isWritten) throw severalTables(fixes);
        await writeFixes(fixes, end.finished.causes);
        isWritten = true;
      }
    }
    yield end;
  }
}

function severalTables(fixes: string): Stop {
  return new Stop(
    'usage',
    'USAGE',
    `--fixes ${fixes} is a list for one table, and there are several`,
    'check one file at a time, or one sheet with --sheet NAME',
  );
}
