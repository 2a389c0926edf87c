// carbonsheet check FILE…

import { writeFixes } from '../../pipeline/fixes/fixes-file.js';
import { checkFiles, type TableEnds } from '../../pipeline/several-files.js';
import { Stop } from '../../problems/stop.js';
import { makeTools } from '../context.js';
import { exitWith } from '../exit.js';
import { runFiles } from '../run-files.js';
import type { CommandArguments } from './index.js';

export async function run(args: CommandArguments<'check'>): Promise<void> {
  // A check needs no account, so missing settings do not stop it.
  const noAccount = { settings: {} };
  const { fixes } = args;
  exitWith(
    await runFiles({
      command: 'check',
      args,
      makeTools: (terminal) => makeTools(args, terminal, noAccount),
      run: (request, tools) => {
        const ends = checkFiles(request, tools);
        return fixes === undefined ? ends : withFixes(ends, fixes);
      },
    }),
  );
}

/** Writes the causes of the only table as a list of fixes. */
async function* withFixes(ends: TableEnds, fixes: string): TableEnds {
  let isWritten = false;
  for await (const end of ends) {
    if (end.kind === 'ended' && end.finished) {
      if (isWritten) throw severalTables(fixes);
      await writeFixes(fixes, end.finished.causes);
      isWritten = true;
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
