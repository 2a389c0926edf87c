// `export`: everything a service holds of a dataset, or what filters leave of it, into one file.

import type { Writable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { columnsWithBaseline, WITH_BASELINE } from '../../datasets/carboncloud/footprint-columns.js';
import type { ExportDataset, ImportDataset } from '../../datasets/dataset.js';
import { exportableNamed } from '../../datasets/index.js';
import type { Hold } from '../../ledger/hold-account.js';
import { interruption, Stop } from '../../problems/stop.js';
import type { Filters } from '../../providers/binding.js';
import { readAhead } from '../../providers/lists/in-order.js';
import type { Session } from '../../providers/session.js';
import { stopFor } from '../../providers/stop-for.js';
import { exitCodeOfExport, exitCodeOfStop } from '../../report/exit-code.js';
import type { Exported } from '../../report/export-summary.js';
import type { ExportRow } from '../../write/export/export-file.js';
import { SortedExport } from '../../write/export/sorted-export.js';
import type { Connected, Tools } from '../tools.js';
import { CHANGE, ChangedRows, VANISHED } from './changed-rows.js';
import { ColumnFinder } from './choose-columns.js';
import { type Destination, destinationOf, type lineFormats } from './destination.js';
import { type AskedFilters, filtersOf, readFilters } from './export-filters.js';
import { beginExport, type ExportFound, endExport, endStopped } from './export-run.js';
import { changesTable, exportedTable, idKeyOf, sortKeyOf } from './exported-table.js';
import { exportChanges, exportPages } from './read-pages.js';
import { type ResumableExport, type ResumedSession, resumableSession } from './resumed-session.js';
import { rowTest } from './row-conditions.js';
import { mismatchText, SchemaMismatches } from './schema-mismatches.js';
import { LAST, parseSince } from './since.js';
import type { ExportRun, ExportWatcher } from './watcher.js';
import { openWatchers } from './watchers.js';

/** What to export, and where to. */
export interface ExportRequest {
  /** The name of a dataset that can be exported. */
  readonly what: string;
  /** Ends in .xlsx, .csv or .ndjson; or - for `stdout`. */
  readonly out: string;
  /** The format of `stdout`, or of a file whose ending says none. @default csv, for `stdout` */
  readonly format?: (typeof lineFormats)[number] | undefined;
  /** Receives the rows of an export to -. */
  readonly stdout?: Writable | undefined;
  /** Where run folders are made. */
  readonly runsDir: string;
  /** Filters of the dataset, by name; several values are a list, or separated by commas. @default all rows */
  readonly filters?: AskedFilters | undefined;
  /** Keys or titles of columns; a text may hold several, separated by commas. @default all columns */
  readonly columns?: readonly string[] | undefined;
  /** The stopped run of the same export, which this one does again. */
  readonly parent?: string | undefined;
  /** From when `--since 30d` counts, in milliseconds since the epoch: a resumed export counts as the stopped one. @default now */
  readonly askedAt?: number | undefined;
  /** Exports footprints beside baselines, with their differences. @default false */
  readonly withBaseline?: boolean | undefined;
  /** Exports what has changed since the last export that was asked for with this, and remembers how far that was. @default false */
  readonly changed?: boolean | undefined;
  /** Rows that a sheet of a workbook has at most, its header included; the others go on in further sheets. @default as many as Excel has */
  readonly sheetRows?: number | undefined;
  /** Conditions such as `total > 2.5`; a row is exported where it meets all of them. @default all rows */
  readonly where?: readonly string[] | undefined;
}

/** Rows that are written before answers are looked for. */
const ROWS_IN_A_TURN = 64;

/** Pages that are fetched while rows are written. */
const PAGES_AHEAD = 4;

/** Exports a dataset; the file appears only when it is complete. Throws a Stop. */
export async function exportData(request: ExportRequest, tools: Tools): Promise<Exported> {
  const askedAt = request.askedAt ?? tools.clock.now();
  const wanted = await wantedOf(request, askedAt);
  const { dataset, destination } = wanted;
  const connected = await tools.connect(dataset.provider);
  const run = await beginExport({ dataset, request: { ...request, askedAt }, session: connected.session }, tools);
  let hold: Hold | undefined;
  let source: ResumedSession | undefined;
  try {
    const { id, startedAt, accountKey } = run;
    // Two at once would take each other's changes for exported.
    if (wanted.since?.isKept)
      hold = await tools.holdAccount(
        { accountKey, dataset: `changes of ${dataset.name}` },
        { run: id, command: 'export', startedAt },
      );
    source = await resumableSession(await resumableOf(wanted, request, run, connected), run, tools);
    const changes = await changedRows(wanted, run, source);
    const watchers = await openWatchers(run);
    try {
      const path = destination.pathIn(run.folder);
      const found = await writeExport(wanted, { run, path, watchers, changes, source }, tools);
      const isRead = await destination.deliver(path);
      const learned = { ...(await watchers.finish()), ...(changes && { changes: changes.counts }) };
      const exitCode = exitCodeOfExport(found.unknown);
      const exported = await endExport(run, path, { ...found, exitCode }, learned, connected, tools);
      await destination.clear(path);
      await source.finish();
      // Last: whatever fails before, the next export writes the same changes again.
      if (isRead) await changes?.keep();
      tools.tell({ kind: 'finished', run: id, exitCode, counts: exported.counts });
      return exported;
    } catch (cause) {
      await watchers.discard();
      throw cause;
    }
  } catch (cause) {
    await source?.stop(cause);
    const stop = withResume(stopFor(cause, dataset.provider), run.id);
    // The stop is what a person needs, also where its own run cannot be ended, as on a full disk.
    await endStopped(run, stop, connected, tools).catch(() => undefined);
    tools.tell({ kind: 'finished', run: run.id, exitCode: exitCodeOfStop(stop) });
    throw stop;
  } finally {
    hold?.release();
    await run.ledger.close();
  }
}

/** A stop that says how to go on, where nothing else is to be done before. */
function withResume(stop: Stop, run: string): Stop {
  const { kind, code, message, hint, cause } = stop;
  if (kind !== 'interrupted' && kind !== 'limit' && kind !== 'unreachable') return stop;
  const next = hint === '' || kind === 'interrupted' ? [] : [hint];
  return new Stop(kind, code, message, [...next, `carbonsheet resume ${run} goes on`].join('; '), cause);
}

/** A request that has been checked. */
interface Wanted {
  readonly dataset: ImportDataset | ExportDataset;
  readonly filters: Filters;
  readonly destination: Destination;
  readonly sheetRows: number | undefined;
  /** For an export of changes. */
  readonly since: Since | undefined;
  readonly isWanted: (row: ExportRow) => boolean;
  /** The columns, given the keys of all rows so far. */
  readonly tableOf: (seen: ReadonlySet<string>) => ExportDataset;
}

/** Since when changes are exported, and whether the next export begins where this one ends. */
interface Since {
  /** A moment; undefined for the end of the last export. */
  readonly moment: string | undefined;
  readonly isKept: boolean;
}

async function wantedOf(request: ExportRequest, now: number): Promise<Wanted> {
  const { what, out, format, stdout, columns, where } = request;
  const named = await exportableNamed(what);
  const narrowed = narrowedBy(named, request, now);
  const { since } = narrowed;
  const dataset = request.withBaseline ? besideBaselines(named, since) : named;
  const filters = { ...narrowed.filters, ...(request.withBaseline && { [WITH_BASELINE]: ['true'] }) };
  const wholeOf = (seen: ReadonlySet<string>): ExportDataset => {
    const table = exportedTable(dataset, seen);
    return since ? changesTable(table, CHANGE) : table;
  };
  const finder = new ColumnFinder(dataset, wholeOf);
  const chosen = columns === undefined || columns.length === 0 ? undefined : finder.list(columns, '--columns');
  // Without it nobody could put the exports together.
  if (since && chosen?.every(({ key }) => key !== CHANGE)) chosen.push(finder.need(CHANGE, '--columns'));
  const known = [idKeyOf(dataset), CHANGE];
  return {
    dataset,
    filters,
    since,
    sheetRows: request.sheetRows,
    // Of a row that vanished nothing else is known: the other conditions are no matter of it.
    isWanted: rowTest(where ?? [], finder, (row, key) => row[CHANGE] !== VANISHED || known.includes(key)),
    tableOf: (seen) => {
      const whole = wholeOf(seen);
      return chosen ? { ...whole, columns: chosen.map(({ hidden: _, ...column }) => column) } : whole;
    },
    destination: await destinationOf(out, format, stdout),
  };
}

/** Footprints with more columns. Throws a Stop of kind `usage` for another dataset. */
function besideBaselines(dataset: ImportDataset | ExportDataset, since: Since | undefined): ExportDataset {
  if (dataset.name !== 'footprints' || dataset.direction === 'import')
    throw usage(`${dataset.name} have no baselines beside them`, 'export footprints --with-baseline');
  if (since !== undefined)
    throw usage(
      '--with-baseline does not go with --changed or --since: footprints and baselines change at different times',
      'export footprints and baselines with --changed, each into its own file',
    );
  return { ...dataset, columns: columnsWithBaseline() };
}

/** The filters of a request, and since when changes are wanted. Throws a Stop of kind `usage`. */
function narrowedBy(
  dataset: ImportDataset | ExportDataset,
  { filters: asked = {}, changed = false }: ExportRequest,
  now: number,
): Pick<Wanted, 'filters' | 'since'> {
  const filters = readFilters(dataset, asked);
  const [text] = filters.since ?? [];
  const moment = text === undefined ? undefined : parseSince(text, now);
  if (dataset.name.startsWith('updated-')) {
    if (changed || moment === LAST)
      throw usage(
        `${dataset.name} are themselves what has changed`,
        `export ${changedOf(dataset.name)} --changed goes on where the last export ended`,
      );
    return { filters: { ...filters, ...(moment !== undefined && { since: [moment] }) }, since: undefined };
  }
  if (!changed && moment === undefined) return { filters, since: undefined };
  if (!filtersOf(dataset).some(({ name }) => name === 'since'))
    throw usage(`the service does not say what has changed of ${dataset.name}`, 'leave out --changed');
  const { since: _, ...others } = filters;
  const [other] = Object.keys(others);
  if (other !== undefined)
    throw usage(`an export of changes takes no --${other}`, 'leave it out, or narrow the rows with --where');
  return { filters: {}, since: { moment: moment === LAST ? undefined : moment, isKept: changed } };
}

/** Of what a list of changes says that it has changed. */
function changedOf(name: string): string {
  return name === 'updated-products' ? 'resold-products' : name.replace('updated-', '');
}

function usage(message: string, hint: string): Stop {
  return new Stop('usage', 'USAGE', message, hint);
}

async function changedRows(
  { dataset, since }: Wanted,
  { id: run, ledger, accountKey }: ExportRun,
  { session, read }: ResumedSession,
): Promise<ChangedRows | undefined> {
  if (since === undefined) return undefined;
  const changes = await exportChanges(dataset, session);
  if (changes === undefined) throw new Error(`${dataset.name} takes --since, and its binding has no changes`);
  const idKey = idKeyOf(dataset);
  const reason = dataset.direction === 'export' && { reason: 'the service does not have it any more' };
  return new ChangedRows({
    changes,
    cursors: ledger.cursors,
    target: { accountKey, dataset: dataset.name },
    run,
    since: since.moment,
    isKept: since.isKept,
    // Rather too early: within a second, a row may change after it was read.
    now: () => read.from ?? session.now(),
    goneRow: (id) => ({ [idKey]: id, ...reason }),
  });
}

/** What the answers to an export depend on, beside what is asked. */
async function resumableOf(
  { dataset, since }: Wanted,
  { parent }: ExportRequest,
  { ledger, accountKey }: ExportRun,
  { session }: Connected,
): Promise<ResumableExport> {
  // Rows that were read before another export of changes moved the cursor are no answer to what has changed since.
  const from =
    since && `${since.moment ?? ''} ${(await ledger.cursors.cursor({ accountKey, dataset: dataset.name })) ?? ''}`;
  return { dataset, session, parent, from };
}

/** An export that is being written. */
interface Writing {
  readonly run: ExportRun;
  readonly path: string;
  readonly watchers: ExportWatcher;
  readonly changes: ChangedRows | undefined;
  readonly source: ResumedSession;
}

async function writeExport(
  { dataset, filters, destination, isWanted, tableOf, sheetRows }: Wanted,
  { run, path, watchers, changes, source }: Writing,
  tools: Tools,
): Promise<ExportFound> {
  const unknown: string[] = [];
  const session: Session = { ...source.session, unknown: (id) => unknown.push(id) };
  const file = new SortedExport({
    out: path,
    format: destination.format,
    folder: run.folder,
    sheetRows,
    origin: {
      from: originOf(session, filters),
      // The file is as old as its oldest answer.
      get exportedAt() {
        return new Date(source.read.from ?? tools.clock.now());
      },
      get readTo() {
        return new Date(source.read.to ?? tools.clock.now());
      },
    },
    tableOf,
    keyOf: sortKeyOf(dataset),
  });
  try {
    const misfits = new SchemaMismatches(exportedTable(dataset, new Set()).columns);
    let rows = 0;
    let blank = 0;
    const pages = changes?.pages() ?? exportPages(dataset, session, filters);
    for await (const page of readAhead(pages, PAGES_AHEAD)) {
      if (tools.signal.aborted) throw interruption(tools.signal);
      const readAt = source.readAt();
      for (const row of page) {
        if (!isWanted(row)) continue;
        rows += 1;
        if (typeof row.reason === 'string') blank += 1;
        misfits.see(row);
        const busy = [watchers.row(row, readAt), file.add(row)];
        if (busy[0] || busy[1]) await Promise.all(busy);
        // Answers that have come meanwhile lead to the next requests.
        if (rows % ROWS_IN_A_TURN === 0) await nextTurn();
      }
      tools.tell({ kind: 'step', step: 'export', done: rows, total: undefined });
    }
    await file.close();
    tools.tell({ kind: 'end', step: 'export' });
    const isInFile = (column: string): boolean =>
      tableOf(new Set([column])).columns.some(({ key, title }) => key === column || title === column);
    const reasons = isInFile('reason') ? blank : 0;
    // With --columns, the file may have neither the column nor the one that holds its odd values.
    const odd = misfits.list().filter(({ title, column }) => isInFile(column) || isInFile(title));
    const found = { rows, blank, reasons, misfits: odd, unknown, read: source.read };
    tellOdd(found, tools);
    return found;
  } catch (cause) {
    await file.discard();
    throw cause;
  }
}

function tellOdd({ misfits, unknown }: ExportFound, { tell }: Tools): void {
  for (const one of misfits) tell({ kind: 'said', text: mismatchText(one) });
  for (const id of unknown) {
    tell({ kind: 'warned', text: `${id}: the service has no product with this id; the others are exported` });
  }
}

/** Where the rows come from, for people. */
function originOf(session: Session, filters: Filters): string {
  const narrowed = Object.entries(filters).map(([name, values]) => `${name} ${values.join(', ')}`);
  return [session.provider, ...Object.values(session.account).filter(Boolean), ...narrowed].join(', ');
}
