// Which tables the files of a command hold, and in which order they are processed: parents first.

import { Stop } from '../../problems/stop.js';
import type { TableRequest } from '../requests.js';
import { areRelated, parentsFirst, type TableOfFile, tablesOf } from '../table/tables-of.js';
import { isReadOnce } from './spool-input.js';

/** How files are read, whichever they are. */
export type Reading = Omit<TableRequest, 'file' | 'shownAs'> & { readonly files: readonly string[] };

/** The tables of all files, in the order in which they are processed, and whether their rows refer to each other. */
export async function findTables({
  files,
  ...reading
}: Reading): Promise<{ readonly tables: readonly TableOfFile[]; readonly related: boolean }> {
  const tables: TableOfFile[] = [];
  for (const file of files) {
    const whole = { file, sheet: reading.sheet, dataset: reading.dataset };
    // Standard input and pipes can be read only once: not before their turn.
    if (await isReadOnce(file)) tables.push(whole);
    // A file that cannot be read is reported at its turn.
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

/** The part of a request that names the table. `asked`: the dataset that the user has named. */
export function placeOf(
  { file, sheet, dataset }: TableOfFile,
  asked: string | undefined,
): Pick<TableRequest, 'file' | 'sheet' | 'dataset'> {
  return { file, sheet, dataset: asked ?? (sheet === undefined ? dataset : undefined) };
}

/** A table's name in messages. */
export function nameOf({ file, sheet }: TableOfFile): string {
  return sheet === undefined ? file : `${file} (sheet ${sheet})`;
}
