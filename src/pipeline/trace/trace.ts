// `trace`: the whole story of a row: how each cell was read, what was decided, every request, what the service holds.

import { existsSync } from 'node:fs';
import type { FieldValue } from '../../datasets/field.js';
import { findRun } from '../../ledger/find-run.js';
import type { Ledger, RowEntry, RunRow } from '../../ledger/ledger.js';
import { cellOf } from '../../mapping/mapping.js';
import type { Attempt } from '../../plan/result.js';
import type { Problem } from '../../problems/problem.js';
import { Stop } from '../../problems/stop.js';
import { cellText } from '../../values/cell.js';
import type { JudgedRow } from '../rows/judge-row.js';
import { type RowPlace, rowPlaceOf } from '../rows/row-address.js';
import { judgeRows } from '../run/judge-rows.js';
import { MOST_RUNS, onlyReads, sendsRows } from '../run/latest-run.js';
import { migrationStop } from '../run/migration-stop.js';
import { sourceFileOf } from '../run/source-of-run.js';
import { importRequestOf } from '../run/stored-request.js';
import { openTable, type Table } from '../table/open-table.js';
import type { Tools } from '../tools.js';
import { filePlaceOf, idsAt, runOfFile, runPlaceOf } from './file-place.js';
import { figuresIn, type KnownFigures, type LastFigures, lastFigures } from './last-figures.js';

/** Which row is meant. */
export interface TraceRequest {
  /**
   * An id at the service, or an address such as `14`, `C14`, `Q1!C14` or `purchases.xlsx:Q1!C14`; the file may be one that an
   * export wrote, and a run may stand in its place.
   */
  readonly what: string;
  /** The run, by its id, how it begins, or `last`; undefined: of an address, the latest; of an id, all. */
  readonly run?: string | undefined;
}

/** A cell and how it was read. */
export interface TracedCell {
  /** As `C14`. */
  readonly address: string;
  /** The user's own title. */
  readonly column: string;
  readonly text: string;
  /** undefined when the column is not used. */
  readonly field: string | undefined;
  /** What is sent of it; undefined for nothing. */
  readonly value: FieldValue | undefined;
}

/** The story of a row in one run. */
export interface TracedRow {
  /** The run that read the row; of a row that no run sent, the export that has it. */
  readonly run: RunRow;
  /** At the service; '' where it has none. */
  readonly id: string;
  readonly sheet: string;
  /** 0 where only the id is known. */
  readonly row: number;
  /** The row's cells; undefined when the source is gone or has changed. */
  readonly cells: readonly TracedCell[] | undefined;
  readonly problems: readonly Problem[];
  /** The row in the ledger; undefined when the run never tried to write it. */
  readonly entry: RowEntry | undefined;
  readonly attempts: readonly Attempt[];
  /** What the latest exports of the account say of it, such as its footprint. */
  readonly figures: readonly LastFigures[];
  /** Older exports of it that were not looked into. */
  readonly unsearched: number;
}

/** Most runs that are reported of one remote id, the newest first. */
const MOST_WRITTEN = 10;

/**
 * The stories of the matching rows: several where more than one run wrote the same entity, or one row of a matrix was many. Of an
 * entity that no run wrote, what the latest exports say of it.
 * @throws Stop `NO_SUCH_ROW` when no run knows such a row, `NO_SUCH_RUN`, `IS_MIGRATION`.
 */
export async function traceRows({ what, run }: TraceRequest, { openLedger }: Tools): Promise<readonly TracedRow[]> {
  const ledger = await openLedger();
  try {
    return run === undefined
      ? await traceAnywhere(ledger, what)
      : await traceIn(ledger, await findRun(ledger, run), what);
  } finally {
    await ledger.close();
  }
}

/** Without a run: an id is looked for in all runs, an address in the run that it names, the latest of its file, or the latest import. */
async function traceAnywhere(ledger: Ledger, what: string): Promise<readonly TracedRow[]> {
  const { file, address } = filePlaceOf(what);
  if (file !== undefined) {
    const named = await runOfFile(ledger, file);
    if (named === undefined) throw noSuchFile(file);
    return traceIn(ledger, named, address);
  }
  const byId = await traceId(ledger, what);
  if (byId.length > 0) return byId;
  const named = runPlaceOf(what);
  const run = named && (await runNamedBy(ledger, named.run));
  if (named && run) return traceIn(ledger, run, what.slice(named.run.length + 1));
  const latest = rowPlaceOf(address) && (await ledger.runs(MOST_RUNS)).find(sendsRows);
  if (latest) return traceIn(ledger, latest, what);
  throw await unknownTo(ledger, what);
}

/** In one run: by an id, or by the address of a row. */
async function traceIn(ledger: Ledger, run: RunRow, what: string): Promise<readonly TracedRow[]> {
  const { address } = filePlaceOf(what);
  const byId = await traceId(ledger, what, run);
  if (byId.length > 0) return byId;
  if (run.command === 'migrate')
    throw migrationStop(run, { command: `trace ${what} --run`, parts: await ledger.children(run.id) });
  const place = rowPlaceOf(address);
  const traced = place ? await traceAddress(ledger, run, place) : [];
  if (traced.length > 0) return traced;
  if (onlyReads(run) && !existsSync(sourceFileOf(run) ?? ''))
    throw noSuchRow(`the file of run ${run.id} is gone, so nobody knows its rows: ${run.file}`);
  throw noSuchRow(`run ${run.id} has no such row: ${what}`);
}

/** The run with this id, or whose id begins so; undefined where no single one does. */
async function runNamedBy(ledger: Ledger, named: string): Promise<RunRow | undefined> {
  return findRun(ledger, named).catch((cause: unknown) => {
    if (cause instanceof Stop && cause.code === 'NO_SUCH_RUN') return undefined;
    throw cause;
  });
}

/** The rows that a run, or any run, wrote as the entity with this id; where none did, what exports say of it. */
async function traceId(ledger: Ledger, id: string, within?: RunRow): Promise<readonly TracedRow[]> {
  const written = await ledger.rowsByRemoteId(id, MOST_WRITTEN);
  const ofRun = within ? written.filter((entry) => entry.run === within.id) : written;
  if (ofRun.length > 0) return (await Promise.all(ofRun.map((entry) => traceEntry(ledger, entry)))).flat();
  // A number is the row of a file rather than an id that only exports know.
  if (rowPlaceOf(id) || (within && within.command !== 'export')) return [];
  return exportedOnly(ledger, id, within);
}

/** An entity that no run wrote, as the latest exports have it; [] where none has. @param within the export that must have it. */
async function exportedOnly(
  ledger: Ledger,
  id: string,
  within?: RunRow,
  place?: RowPlace,
): Promise<readonly TracedRow[]> {
  const own = within ? await figuresIn(within, id) : [];
  if (within && own.length === 0) return [];
  const { figures, unsearched } = await lastFigures(ledger, id, within?.accountKey);
  const [latest] = figures;
  if (latest === undefined) return [];
  const run = within ?? (await findRun(ledger, latest.run));
  const at = { sheet: place?.sheet ?? '', row: place?.row ?? 0 };
  const isListed = within === undefined || figures.some((one) => one.run === within.id);
  const known = isListed ? figures : [...figures, ...own];
  return [
    { run, id, ...at, cells: undefined, problems: [], entry: undefined, attempts: [], figures: known, unsearched },
  ];
}

/**
 * The row at an address of the file that a run read. Of a file that was written, the rows that were sent as its entity; where none
 * was, what exports say of it.
 */
async function traceAddress(ledger: Ledger, run: RunRow, place: RowPlace): Promise<readonly TracedRow[]> {
  if (!onlyReads(run)) return tracePlace(ledger, run, place);
  const ids = await idsAt(run, place);
  for (const id of ids) {
    const written = await ledger.rowsByRemoteId(id, MOST_WRITTEN);
    if (written.length > 0) return (await Promise.all(written.map((entry) => traceEntry(ledger, entry)))).flat();
  }
  for (const id of ids) {
    const exported = await exportedOnly(ledger, id, run.command === 'export' ? run : undefined, place);
    if (exported.length > 0) return exported;
  }
  return [];
}

function noSuchFile(file: string): Stop {
  const hint = 'carbonsheet runs lists the latest runs with their files';
  return new Stop('usage', 'NO_SUCH_ROW', `no run in the ledger read or wrote a file ${file}`, hint);
}

/** Why nothing is known of what is neither an id nor the address of a row. */
async function unknownTo(ledger: Ledger, what: string): Promise<Stop> {
  if ((await ledger.runs(1)).length === 0) return noSuchRow('the ledger holds no run yet');
  const run = await runNamedBy(ledger, what);
  if (run)
    return new Stop(
      'usage',
      'NO_SUCH_ROW',
      `${what} is a run, not a row`,
      `carbonsheet runs ${run.id} shows it, and carbonsheet trace ${run.id}:14 the story of its row 14`,
    );
  if (rowPlaceOf(what)) return noSuchRow(`no import in the ledger has a row "${what}": it holds exports alone`);
  return noSuchRow(`no run wrote "${what}", and no export that is kept has it`);
}

function noSuchRow(message: string): Stop {
  const hint =
    'name an id of the service, or an address such as 14, C14, Sheet1!C14 or file.csv:14; add --run RUN for an earlier run';
  return new Stop('usage', 'NO_SUCH_ROW', message, hint);
}

async function traceEntry(ledger: Ledger, entry: RowEntry): Promise<readonly TracedRow[]> {
  const run = await findRun(ledger, entry.run);
  const judged = await judgedRows(run, ({ ordinal }) => ordinal === entry.ordinal);
  return [await tracedRow(ledger, run, entry, judged?.table, judged?.rows[0])];
}

async function tracePlace(ledger: Ledger, run: RunRow, { sheet, row }: RowPlace): Promise<readonly TracedRow[]> {
  const judged = await judgedRows(
    run,
    ({ source }) => source.row === row && (sheet === undefined || source.sheet.toLowerCase() === sheet.toLowerCase()),
  );
  if (judged === undefined) {
    const known = await ledger.rowsAt(run.id, sheet ?? '', row);
    return Promise.all(known.map((entry) => tracedRow(ledger, run, entry, undefined, undefined)));
  }
  return Promise.all(
    judged.rows.map(async (one) => tracedRow(ledger, run, await ledger.row(run.id, one.ordinal), judged.table, one)),
  );
}

async function tracedRow(
  ledger: Ledger,
  run: RunRow,
  entry: RowEntry | undefined,
  table: Table | undefined,
  judged: JudgedRow | undefined,
): Promise<TracedRow> {
  const id = entry?.remoteId ?? '';
  return {
    run,
    id,
    sheet: entry?.sheet ?? judged?.source.sheet ?? '',
    row: entry?.row ?? judged?.source.row ?? 0,
    cells: table && judged && cellsOf(table, judged),
    problems: judged?.problems ?? [],
    entry,
    attempts: entry ? await ledger.attempts(run.id, entry.ordinal) : [],
    ...(await figuresOf(ledger, run, id)),
  };
}

async function figuresOf(ledger: Ledger, { accountKey }: RunRow, id: string): Promise<KnownFigures> {
  // Of a run of version 1, nobody knows the account.
  return accountKey === undefined ? { figures: [], unsearched: 0 } : lastFigures(ledger, id, accountKey);
}

interface Judged {
  readonly table: Table;
  readonly rows: readonly JudgedRow[];
}

/** The rows of a run's source that are meant; undefined when it cannot be read as it was. */
async function judgedRows(run: RunRow, isMeant: (row: JudgedRow) => boolean): Promise<Judged | undefined> {
  const request = importRequestOf(run.id, run.request);
  const table = await openTable(request, undefined, Date.parse(run.startedAt)).catch((cause: unknown) => {
    if (cause instanceof Stop) return undefined;
    throw cause;
  });
  if (table === undefined) return undefined;
  try {
    if (table.sha256 !== run.sha256) return undefined;
    const rows: JudgedRow[] = [];
    const { equalRows } = request;
    for await (const batch of judgeRows(table, equalRows)) rows.push(...batch.filter(isMeant));
    return { table, rows };
  } finally {
    await table.source.close();
  }
}

function cellsOf({ mapping }: Table, { source, record }: JudgedRow): readonly TracedCell[] {
  return mapping.columns.flatMap((column): readonly TracedCell[] => {
    const { letter, title, field, year } = column;
    const text = cellText(cellOf(column, source));
    if (text === '' && field === undefined) return [];
    const whole = field === undefined ? undefined : record?.[field];
    const value =
      year !== undefined && typeof whole === 'object' && !Array.isArray(whole) ? Reflect.get(whole, year) : whole;
    return [{ address: letter === '' ? '' : `${letter}${source.row}`, column: title, text, field, value }];
  });
}
