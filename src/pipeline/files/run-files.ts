// Runs each table of several files, parents first, and yields how each ended. Showing that is the caller's job.

import { interruption, Stop, type StopKind } from '../../problems/stop.js';
import type { FileRequest, FilesRequest } from '../requests.js';
import { ParentRows } from '../rows/parent-rows.js';
import { ResultBooks } from '../rows/result-books.js';
import type { FinishedRun } from '../run/finish-run.js';
import { requireResultPlace } from '../run/result-place.js';
import type { TableOfFile } from '../table/tables-of.js';
import type { Tools } from '../tools.js';
import { findTables, nameOf, placeOf } from './find-tables.js';
import { type Invalid, settleInvalid } from './settle-invalid.js';
import { type Input, isReadOnce, withInput } from './spool-input.js';

/** How one table ended. */
export interface TableEnd {
  readonly kind: 'ended';
  readonly table: TableOfFile;
  /** Undefined where the file could not be opened as a table: then there is a stop. */
  readonly finished: FinishedRun | undefined;
  readonly stop: Stop | undefined;
  /** The run that `resume` can go on with. */
  readonly resumable: string | undefined;
  /** Whether the other tables are not processed because of it. */
  readonly endsAll: boolean;
}

/** Tables that are not processed, because of how another one ended. */
export interface Unprocessed {
  readonly kind: 'unprocessed';
  readonly tables: readonly TableOfFile[];
  /** The same, with the table that caused it where that one has no run to resume. */
  readonly unfinished: readonly TableOfFile[];
  readonly stop: Stop;
}

/** The work on each table. */
export interface Work {
  run(request: FileRequest, invalid: Invalid, table: TableOfFile): Promise<FinishedRun>;
  /** What invalid rows mean for the others. @default nothing is sent anyway */
  readonly invalid?: Invalid;
  /** The work writes to a copy of the service. @default false */
  readonly isRehearsal?: boolean | undefined;
  /** A table that stops keeps all after it from being sent, where rows refer to each other. @default false */
  readonly together?: boolean;
}

/** Stops that the other files would meet as well. */
const endsAll: ReadonlySet<StopKind> = new Set<StopKind>(['interrupted', 'refused', 'unreachable', 'limit']);

/**
 * Runs the work on each table in turn. Where rows of tables refer to each other, nothing is sent before all tables are valid,
 * and a table that stops keeps the tables that refer to it from being processed.
 * @throws Stop when rows refer to each other and the run is a rehearsal.
 */
export async function* runFiles(
  request: FilesRequest<FileRequest>,
  tools: Tools,
  work: Work,
): AsyncGenerator<TableEnd | Unprocessed, void, undefined> {
  await requireResultPlace(request, request.files, tools);
  yield* runTables(await findTables(request), request, tools, work);
}

/** The same for tables that are known, in their order, and a place of the results that will do. */
export async function* runTables(
  { tables, related }: Awaited<ReturnType<typeof findTables>>,
  request: FilesRequest<FileRequest>,
  tools: Tools,
  work: Work,
): AsyncGenerator<TableEnd | Unprocessed, void, undefined> {
  if (related && work.isRehearsal) throw cannotRehearse(tables);
  const parents = related ? new ParentRows() : undefined;
  const books = new ResultBooks();
  const { unfit, invalid } = related
    ? await settleInvalid(work.invalid, tables, request, tools)
    : { invalid: work.invalid };
  for (const [index, table] of tables.entries()) {
    const waiting = tables.slice(index);
    if (tools.signal.aborted) {
      yield { kind: 'unprocessed', tables: waiting, unfinished: waiting, stop: interruption(tools.signal) };
      return;
    }
    if (unfit !== undefined && unfit !== table) continue;
    const ended = await runTable({ ...request, parents, books }, table, tools, (one) => work.run(one, invalid, table));
    const { stop, resumable } = ended;
    const isEnd = unfit !== undefined || (stop !== undefined && ((related && work.together) || isForAll(stop)));
    yield { ...ended, endsAll: isEnd && stop !== undefined };
    if (!isEnd || stop === undefined) continue;
    const others = unfit === undefined ? waiting.slice(1) : tables.filter((other) => other !== unfit);
    yield { kind: 'unprocessed', tables: others, unfinished: resumable ? others : [table, ...others], stop };
    return;
  }
}

/** Whether the tables after this one would meet the same. */
function isForAll({ kind, code }: Stop): boolean {
  return endsAll.has(kind) || code === 'NOT_CONFIRMED';
}

/** Each table is rehearsed in a copy of its own, which lacks what the tables before it would write. */
function cannotRehearse(tables: readonly TableOfFile[]): Stop {
  const named = tables.map(nameOf).join(', ');
  return new Stop(
    'usage',
    'NO_REHEARSAL',
    `rows of ${named} refer to each other: they cannot be rehearsed together`,
    'run carbonsheet plan on all of them; or import the first files, and rehearse the next one by itself',
  );
}

async function runTable(
  { files, stdin, ...request }: FilesRequest<FileRequest> & Pick<FileRequest, 'parents' | 'books'>,
  table: TableOfFile,
  { signal }: Tools,
  run: (request: FileRequest) => Promise<FinishedRun>,
): Promise<Omit<TableEnd, 'endsAll'>> {
  const place = placeOf(table, request.dataset);
  const onInput = ({ path, shownAs }: Input) => run({ ...request, ...place, file: path, shownAs });
  try {
    const finished = await withInput(table.file, stdin, onInput, signal, request.limits);
    const { stop, summary, inLedger } = finished;
    // What was read from a pipe is gone, so that its run cannot be resumed. Where only a yes was missing, the same command
    // with --yes does for all files.
    const goesOn = inLedger && stop?.code !== 'NOT_CONFIRMED' && !(await isReadOnce(table.file));
    return { kind: 'ended', table, finished, stop, resumable: goesOn ? summary.run : undefined };
  } catch (cause) {
    if (!(cause instanceof Stop)) throw cause;
    return { kind: 'ended', table, finished: undefined, stop: cause, resumable: undefined };
  }
}
