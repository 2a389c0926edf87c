// What invalid rows mean for tables that refer to each other: decided before the first row is sent.

import { Stop } from '../../problems/stop.js';
import { checkFile } from '../check.js';
import type { FileRequest, ImportRequest } from '../requests.js';
import { makeTemporaryFolder } from '../run/temporary-folder.js';
import type { TableOfFile } from '../table/tables-of.js';
import type { Tools } from '../tools.js';
import { nameOf, placeOf, type Reading } from './find-tables.js';
import { isReadOnce } from './spool-input.js';

/** What invalid rows mean for the other rows; undefined: nothing is sent anyway. */
export type Invalid = ImportRequest['invalid'] | undefined;

/**
 * Checks every table, leaving no files behind, and asks where the user decides.
 * @returns `unfit`: the first table that keeps all from being sent; else `invalid`: what holds for all of them from now on.
 */
export async function settleInvalid(
  invalid: Invalid,
  tables: readonly TableOfFile[],
  reading: Reading & Pick<FileRequest, 'equalRows'>,
  tools: Tools,
): Promise<{ readonly unfit?: TableOfFile; readonly invalid?: Invalid }> {
  if (invalid === undefined || invalid === 'skip') return { invalid };
  let isAgreed = false;
  const { path: runsDir, remove } = await makeTemporaryFolder();
  try {
    for (const table of tables) {
      // Standard input and pipes can be read only once: they are checked at their turn.
      if (await isReadOnce(table.file)) continue;
      const request = { ...reading, ...placeOf(table, reading.dataset), runsDir, result: undefined };
      const silent = { ...tools, tell: () => undefined };
      const stop = await checkFile(request, silent).then(({ stop: found }) => found, stopOrThrow);
      if (stop === undefined || stop.kind === 'interrupted') continue;
      const mayLeaveOut = invalid === 'ask' && stop.code === 'INVALID_ROWS';
      if (!(mayLeaveOut && (await tools.ask(`${nameOf(table)}: ${stop.message}. Send all others?`))))
        return { unfit: table, invalid: 'stop' };
      isAgreed = true;
    }
    return { invalid: isAgreed ? 'skip' : invalid };
  } finally {
    await remove();
  }
}

function stopOrThrow(cause: unknown): Stop {
  if (cause instanceof Stop) return cause;
  throw cause;
}
