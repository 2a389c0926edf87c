// Notes the causes of the tables of a command, and writes them as a list of fixes where one is asked for.

import { writeFixes } from '../pipeline/fixes/fixes-file.js';
import type { TableEnds } from '../pipeline/several-files.js';
import type { Cause } from '../problems/causes.js';
import { Stop } from '../problems/stop.js';

/** Notes the causes of each table, and writes those of the only one to the path of a list of fixes. */
export async function* noting(ends: TableEnds, fixes: string | undefined, causes: Cause[] = []): TableEnds {
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
    'name one file, or one sheet with --sheet NAME',
  );
}
