// Which tables the files of a command hold, in which order they are taken up, and whether all are fit to send.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkFile } from '../pipeline/check-file.js';
import { areRelated, parentsFirst, type TableOfFile, tablesOf } from '../pipeline/tables-of.js';
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

/** The first of several tables that is not fit to send, found by a check that leaves nothing behind. */
export async function firstUnfit(
  tables: readonly TableOfFile[],
  reading: Reading,
  tools: Tools,
): Promise<TableOfFile | undefined> {
  const runsDir = await mkdtemp(join(tmpdir(), 'carbonsheet-'));
  try {
    for (const table of tables) {
      const request = { ...reading, file: table.file, sheet: table.sheet, runsDir };
      const silent = { ...tools, tell: () => undefined };
      const stop = await checkFile(request, silent).then(({ stop: found }) => found, stopOrThrow);
      if (stop && stop.kind !== 'interrupted') return table;
    }
    return undefined;
  } finally {
    await rm(runsDir, { recursive: true, force: true });
  }
}

function stopOrThrow(cause: unknown): Stop {
  if (cause instanceof Stop) return cause;
  throw cause;
}
