// A run: its id, its folder under the runs directory, and the request and tools that it works with.

import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { EqualRows } from '../../dedup/repeats.js';
import type { Excepted } from '../../plan/excepted.js';
import type { Cause } from '../../problems/causes.js';
import type { Restated } from '../../report/summary.js';
import { makePrivateFolder } from '../../write/files/make-folder.js';
import type { KeptRun, RunRequest, TableRequest } from '../requests.js';
import type { ParentRows } from '../rows/parent-rows.js';
import type { ResultBooks } from '../rows/result-books.js';
import { describeTable } from '../table/describe-table.js';
import { historyFinder } from '../table/import-history.js';
import { openTable, type Table } from '../table/open-table.js';
import type { Tools } from '../tools.js';
import { clearFixedFiles, isKept } from './fixed-rows.js';
import { requireResultPlace } from './result-place.js';
import { newRunId, runFolderStop } from './run-folder.js';
import { withSnapshot } from './snapshot.js';
import { whileUnchanged } from './unchanged-file.js';

/** One invocation over one table. */
export interface Run {
  readonly id: string;
  readonly command: 'check' | 'plan' | 'import' | 'resume' | 'retry';
  readonly folder: string;
  readonly startedAt: string;
  readonly table: Table;
  readonly equalRows: EqualRows;
  readonly parents?: ParentRows | undefined;
  /** See RunRequest. */
  readonly result?: string | undefined;
  readonly books?: ResultBooks | undefined;
  /** See RunRequest. */
  readonly deltaFrom?: string | undefined;
  /** See RunRequest. */
  readonly restate?: string | undefined;
  readonly restatedAt?: string | undefined;
  /** See RunRequest. */
  readonly except?: Excepted | undefined;
  /** Rows that are held back as unusual, once they are known. */
  heldBack?: number;
  /** Rows of closed periods that were let pass, once they are known. */
  restated?: Restated | undefined;
  /** The limits that the source is read within, where they are not the default ones. */
  readonly limits?: TableRequest['limits'];
  readonly tools: Tools;
  /** What the checks found, once they are done. */
  causes: readonly Cause[];
  /** Set when the run writes to a copy of the service. */
  readonly rehearsed?: true;
}

/** What a resumed run keeps. */
export type RunBefore = Pick<Run, 'id' | 'folder' | 'startedAt'>;

/**
 * Opens a file as the table of a run, does the work, and closes it.
 * @param before the run that is resumed; undefined for a new one.
 * @throws Stop where there is no run yet: the file cannot be read as a table, or the run's folder cannot be made.
 */
export async function withRun<T>(
  command: Run['command'],
  request: TableRequest & RunRequest,
  tools: Tools,
  work: (run: Run) => Promise<T>,
  before?: RunBefore,
): Promise<T> {
  // The tables of one command share a workbook, which was asked about before the first; a run that is resumed has its own.
  if (before === undefined && request.books === undefined)
    await requireResultPlace(request, [request.shownAs ?? request.file], tools);
  // A check sends nothing, so it can stop when the file is saved meanwhile.
  const onCopy = command === 'check' ? inPlace : withSnapshot;
  return onCopy(request, async (copy) => {
    const table = await openTable(copy, copy.equalRows, tools.clock.now(), historyFinder(command, tools));
    try {
      describeTable(table, tools, command === 'check');
      return await work(await openRun(command, table, request, tools, before));
    } finally {
      await table.source.close();
    }
  });
}

function inPlace<R extends TableRequest, T>(request: R, work: (request: R) => Promise<T>): Promise<T> {
  return whileUnchanged(request.file, request.shownAs ?? request.file, () => work(request));
}

/**
 * Starts a run by making its folder, `<runsDir>/<UTC stamp>-<dataset>-<short id>`, where it has none.
 * @throws Stop of kind `output` when the folder cannot be made.
 */
async function openRun(
  command: Run['command'],
  table: Table,
  request: TableRequest & RunRequest,
  tools: Tools,
  before: RunBefore | undefined,
): Promise<Run> {
  const kept = request.kept?.get(keyOf(table));
  const { id, folder, startedAt } = before ?? newRun(table, request, tools, kept);
  request.kept?.set(keyOf(table), { id, folder });
  await emptied(folder, kept).catch((cause: unknown) => {
    throw runFolderStop(cause);
  });
  tools.tell({ kind: 'began', run: id, command, folder });
  return {
    id,
    command,
    folder,
    startedAt,
    table,
    equalRows: request.equalRows,
    parents: request.parents,
    result: request.result,
    books: request.books,
    limits: request.limits,
    deltaFrom: request.deltaFrom,
    restate: request.restate,
    restatedAt: request.restate && (request.restatedAt ?? startedAt),
    except: request.except,
    tools,
    causes: [],
  };
}

/** Makes the folder of a run; that of a run that is replaced loses its files, but for those in which somebody fixed rows. */
async function emptied(folder: string, kept: KeptRun | undefined): Promise<void> {
  await makePrivateFolder(folder);
  if (kept?.folder !== folder) return;
  await clearFixedFiles(folder);
  const left = (await readdir(folder)).filter((name) => !isKept(name));
  await Promise.all(left.map((name) => rm(join(folder, name), { recursive: true, force: true })));
}

/** Whose run a later one replaces. */
function keyOf({ file, sheet, dataset }: Table): string {
  return JSON.stringify([file, sheet, dataset.name]);
}

function newRun(
  { dataset }: Table,
  { runsDir }: RunRequest,
  { clock, newId, startedAt }: Tools,
  kept: KeptRun | undefined,
): RunBefore {
  const now = clock.now();
  if (kept) return { ...kept, startedAt: new Date(now).toISOString() };
  const id = newRunId(dataset.name, { clock, newId });
  return { id, folder: join(runsDir, id), startedAt: new Date(startedAt ?? now).toISOString() };
}
