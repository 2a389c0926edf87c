// `trace`: the whole story of a row: how each cell was read, what was decided, every request, what the service holds.

import type { FieldValue } from '../datasets/field.js';
import { findRun } from '../ledger/find-run.js';
import type { Ledger, RowEntry, RunRow } from '../ledger/ledger.js';
import { cellOf } from '../mapping/mapping.js';
import type { Attempt } from '../plan/result.js';
import type { Problem } from '../problems/problem.js';
import { Stop } from '../problems/stop.js';
import { cellText } from '../values/cell.js';
import type { JudgedRow } from './rows/judge-row.js';
import { type RowPlace, rowPlaceOf } from './rows/row-address.js';
import { judgeRows } from './run/judge-rows.js';
import { onlyReads, sendsRows } from './run/latest-run.js';
import { importRequestOf } from './run/stored-request.js';
import { openTable, type Table } from './table/open-table.js';
import type { Tools } from './tools.js';
import { filePlaceOf, idsAt, runOfFile } from './trace/file-place.js';
import { type LastFigures, lastFigures } from './trace/last-figures.js';

/** Which row is meant. */
export interface TraceRequest {
  /**
   * An id at the service, or an address such as `14`, `C14`, `Q1!C14` or `purchases.xlsx:Q1!C14`; the file may be one that an
   * export wrote.
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
  readonly run: RunRow;
  readonly sheet: string;
  readonly row: number;
  /** The row's cells; undefined when the source is gone or has changed. */
  readonly cells: readonly TracedCell[] | undefined;
  readonly problems: readonly Problem[];
  /** The row in the ledger; undefined when the run never tried to write it. */
  readonly entry: RowEntry | undefined;
  readonly attempts: readonly Attempt[];
  /** What the latest exports of the account say of it, such as its footprint. */
  readonly figures: readonly LastFigures[];
}

/** Most runs that are searched for the latest that read a file. */
const MOST_SEARCHED = 50;

/** Most runs that are reported of one remote id, the newest first. */
const MOST_RUNS = 10;

/**
 * The stories of the matching rows: several where more than one run wrote the same entity, or one row of a matrix was many.
 * @throws Stop `NO_SUCH_ROW` when no run knows such a row, `NO_SUCH_RUN`.
 */
export async function traceRows({ what, run }: TraceRequest, { openLedger }: Tools): Promise<readonly TracedRow[]> {
  const ledger = await openLedger();
  try {
    const { file, address } = filePlaceOf(what);
    const named = run === undefined ? file && (await runOfFile(ledger, file)) : await findRun(ledger, run);
    if (file !== undefined && !named) throw noSuchFile(file);
    const byId = await traceId(ledger, what, named || undefined);
    if (byId.length > 0) return byId;
    const place = rowPlaceOf(address);
    const within = named || (await ledger.runs(MOST_SEARCHED)).find(sendsRows);
    const traced = place && within ? await traceAddress(ledger, within, place) : [];
    if (traced.length > 0) return traced;
    throw noSuchRow(what, within);
  } finally {
    await ledger.close();
  }
}

/** The rows that a run, or any run, wrote as the entity with this id. */
async function traceId(ledger: Ledger, id: string, within: RunRow | undefined): Promise<readonly TracedRow[]> {
  const written = await ledger.rowsByRemoteId(id, MOST_RUNS);
  const ofRun = within ? written.filter((entry) => entry.run === within.id) : written;
  return (await Promise.all(ofRun.map((entry) => traceEntry(ledger, entry)))).flat();
}

/** The row at an address of the file that a run read; of a file that was written, the rows that were sent as its entity. */
async function traceAddress(ledger: Ledger, run: RunRow, place: RowPlace): Promise<readonly TracedRow[]> {
  if (!onlyReads(run)) return tracePlace(ledger, run, place);
  for (const id of await idsAt(run, place)) {
    const traced = await traceId(ledger, id, undefined);
    if (traced.length > 0) return traced;
  }
  return [];
}

function noSuchFile(file: string): Stop {
  const hint = 'carbonsheet runs lists the latest runs with their files';
  return new Stop('usage', 'NO_SUCH_ROW', `no run in the ledger read or wrote a file ${file}`, hint);
}

function noSuchRow(what: string, run: RunRow | undefined): Stop {
  const message =
    run === undefined ? 'the ledger holds no run yet' : `no run knows "${what}", and run ${run.id} has no such row`;
  const hint =
    'name an id of the service, or an address such as 14, C14 or Sheet1!C14; add --run RUN for an earlier run';
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
  return {
    run,
    sheet: entry?.sheet ?? judged?.source.sheet ?? '',
    row: entry?.row ?? judged?.source.row ?? 0,
    cells: table && judged && cellsOf(table, judged),
    problems: judged?.problems ?? [],
    entry,
    attempts: entry ? await ledger.attempts(run.id, entry.ordinal) : [],
    figures: await lastFigures(ledger, run, entry?.remoteId ?? ''),
  };
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
