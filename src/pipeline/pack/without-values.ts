// The files of a run's folder that are packed without its source, rid of the values of its rows: codes,
// counts and the sums by unit stay. Sums by country, period or account may be those of one row.

import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { csvText } from '../../write/files/csv.js';
import { readCsvRows } from './csv-rows.js';

type Bytes = AsyncIterable<Uint8Array>;
type Content = Readonly<Record<string, unknown>>;

/** The file without values of rows; undefined for a file that stays out. */
export function withoutValues(name: string, path: string): Bytes | undefined {
  return Object.hasOwn(PACKED, name) ? PACKED[name]?.(path) : undefined;
}

/** All that is packed. Messages quote values. */
const PACKED: Readonly<Record<string, (path: string) => Bytes>> = {
  'results.csv': columns(['sheet', 'row', 'status', 'remote_id', 'code', 'field', 'request_id', 'attempts']),
  'problems.csv': columns(['sheet', 'row', 'column', 'field', 'code', 'severity']),
  'idmap.csv': columns(['dataset', 'source_id', 'target_id']),
  'summary.json': json(bareSummary),
  'migration.json': json(bareSummary),
  'parity.json': json(bareSummary),
  'reconciliation.json': json((all) => ({
    ...only(all, ['version', 'run', 'command', 'dataset', 'provider', 'file', 'sha256', 'takenAt', 'field', 'isEqual']),
    totals: only(object.parse(all.totals), ['rows', 'units']),
    readBack: only(object.parse(all.readBack ?? {}), ['by', 'requests']),
    rowsDiffering: all.rowsDiffering,
    differences: entriesOf(all.differences, ['sheet', 'row', 'column', 'field', 'remoteId']),
  })),
};

/** Of an import, an export or a migration. */
function bareSummary(all: Content): object {
  const { restated, error, parity, causes, lost, left } = all;
  return {
    ...only(all, KEPT_OF_SUMMARY),
    causes: entriesOf(causes, ['column', 'field', 'code', 'rows', 'first']),
    lost: entriesOf(lost, ['dataset', 'what', 'rows']),
    left: entriesOf(left, ['dataset', 'sourceId', 'status', 'code']),
    ...(restated !== undefined && { restated: only(object.parse(restated), ['rows', 'periods']) }),
    ...(error !== undefined && { error: only(object.parse(error), ['kind', 'code']) }),
    ...(parity !== undefined && {
      parity: only(object.parse(parity), ['comparedAt', 'datasets', 'pending', 'isEqual']),
    }),
  };
}

const KEPT_OF_SUMMARY = [
  ...['version', 'run', 'command', 'dataset', 'provider', 'file', 'sha256', 'startedAt', 'finishedAt', 'counts'],
  ...[
    'heldBack',
    'totals',
    'reconciled',
    'requests',
    'exitCode',
    'plan',
    'planFile',
    'rehearsed',
    'folder',
    'workbook',
  ],
  ...['results', 'failed', 'out', 'rows', 'blank', 'misfits', 'changes', 'from', 'to', 'dryRun', 'datasets'],
];

/** Keeps these columns of a CSV file, the first of each title: those of the source come last. */
function columns(titles: readonly string[]): (path: string) => Bytes {
  return async function* (path) {
    let kept: readonly number[] | undefined;
    for await (const row of readCsvRows(path)) {
      kept ??= titles.map((title) => row.indexOf(title)).filter((at) => at >= 0);
      yield Buffer.from(csvText([kept.map((at) => row[at] ?? '')], ','));
    }
  };
}

const object = z.record(z.string(), z.unknown());

function only(content: Content, members: readonly string[]): object {
  return Object.fromEntries(Object.entries(content).filter(([name]) => members.includes(name)));
}

/** These members of each entry of a list; undefined where there is no list. */
function entriesOf(list: unknown, members: readonly string[]): readonly object[] | undefined {
  const entries = z.array(object).optional().parse(list);
  return entries?.map((entry) => only(entry, members));
}

/** Keeps of a JSON file what `bare` leaves. */
function json(bare: (content: Content) => object): (path: string) => Bytes {
  return async function* (path) {
    const content = object.parse(JSON.parse(await readFile(path, 'utf8')));
    yield Buffer.from(`${JSON.stringify(bare(content), null, 2)}\n`);
  };
}
