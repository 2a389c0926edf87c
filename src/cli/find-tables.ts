// Which tables the files of a command hold, in which order they are taken up, and what their rows that are not fit mean.

import { checkFile } from '../pipeline/check.js';
import type { ImportRequest, TableRequest } from '../pipeline/requests.js';
import { makeTemporaryFolder } from '../pipeline/run/temporary-folder.js';
import { areRelated, parentsFirst, type TableOfFile, tablesOf } from '../pipeline/table/tables-of.js';
import type { Tools } from '../pipeline/tools.js';
import { Stop } from '../problems/stop.js';
import type { ReadingArguments } from './arguments.js';
import type { FileRequest } from './run-files.js';
import { isReadOnce } from './spool-input.js';

/** How the files of a command are read. */
type Reading = Omit<FileRequest, 'file'> & Pick<ReadingArguments, 'files'>;

/** The tables of all files, in the order in which they are taken up, and whether their rows refer to each other. */
export async function findTables({
  files,
  ...reading
}: Reading): Promise<{ readonly tables: readonly TableOfFile[]; readonly related: boolean }> {
  const tables: TableOfFile[] = [];
  for (const file of files) {
    const whole = { file, sheet: reading.sheet, dataset: reading.dataset };
    // What can be read once only is looked at when its turn comes.
    if (await isReadOnce(file)) tables.push(whole);
    // A file that cannot be read says so when its turn comes.
    else tables.push(...(await tablesOf({ ...reading, file }, files.length === 1).catch(orThrow(whole))));
  }
  const related = areRelated(tables);
  return { tables: related ? parentsFirst(tables) : tables, related };
}

function orThrow(whole: TableOfFile): (cause: unknown) => readonly TableOfFile[] {
  return (cause) => {
    if (cause instanceof Stop) return [whole];
    throw cause;
  };
}

/** What rows that are not fit to send mean for the others; undefined: nothing is sent anyway. */
export type Invalid = ImportRequest['invalid'] | undefined;

/**
 * What such rows mean for tables that are one undertaking: found by a check that leaves nothing behind, and asked before the
 * first row is sent.
 * @returns the first table that keeps all from being sent; else what holds for all of them from now on.
 */
export async function settleInvalid(
  invalid: Invalid,
  tables: readonly TableOfFile[],
  reading: Reading,
  tools: Tools,
): Promise<{ readonly unfit?: TableOfFile; readonly invalid?: Invalid }> {
  if (invalid === undefined || invalid === 'skip') return { invalid };
  let isAgreed = false;
  const { path: runsDir, remove } = await makeTemporaryFolder();
  try {
    for (const table of tables) {
      // What can be read once only is checked when its turn comes.
      if (await isReadOnce(table.file)) continue;
      const request = { ...reading, ...placeOf(table, reading.dataset), runsDir };
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

/** Where a table is; of a file with several of its kind, opening it says so. `asked`: the dataset that the user has named. */
export function placeOf(
  { file, sheet, dataset }: TableOfFile,
  asked: string | undefined,
): Pick<TableRequest, 'file' | 'sheet' | 'dataset'> {
  return { file, sheet, dataset: asked ?? (sheet === undefined ? dataset : undefined) };
}

/** A table as messages call it. */
export function nameOf({ file, sheet }: TableOfFile): string {
  return sheet === undefined ? file : `${file} (sheet ${sheet})`;
}

function stopOrThrow(cause: unknown): Stop {
  if (cause instanceof Stop) return cause;
  throw cause;
}
