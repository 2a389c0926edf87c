// The files of a run's folder that are packed without its source, rid of the values of its rows: codes,
// counts and the sums by unit stay. Sums by country, period or account may be those of one row.

import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { csvText } from '../../write/files/csv.js';
import { readCsvRows } from './csv-rows.js';

type Bytes = AsyncIterable<Uint8Array>;

/** The file without values of rows; undefined for a file that stays out. */
export function withoutValues(name: string, path: string): Bytes | undefined {
  return Object.hasOwn(PACKED, name) ? PACKED[name]?.(path) : undefined;
}

/** All that is packed. Messages quote values. */
const PACKED: Readonly<Record<string, (path: string) => Bytes>> = {
  'results.csv': columns(['sheet', 'row', 'status', 'remote_id', 'code', 'field', 'request_id', 'attempts']),
  'problems.csv': columns(['sheet', 'row', 'column', 'field', 'code', 'severity']),
  'summary.json': json(({ reconciliation: _, causes, ...summary }) => ({
    ...summary,
    causes: entriesOf(causes, ['column', 'field', 'code', 'rows', 'first']),
  })),
  'reconciliation.json': json(({ accounts: _, totals, differences, ...reconciliation }) => {
    const { countries: __, periods: ___, ...sums } = object.parse(totals);
    const places = entriesOf(differences, ['sheet', 'row', 'column', 'field', 'remoteId']);
    return { ...reconciliation, totals: sums, differences: places };
  }),
};

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

/** These members of each entry of a list; undefined where there is no list. */
function entriesOf(list: unknown, members: readonly string[]): readonly object[] | undefined {
  const entries = z.array(object).optional().parse(list);
  return entries?.map((entry) => Object.fromEntries(members.map((member) => [member, entry[member]])));
}

/** Keeps of a JSON file what `bare` leaves. */
function json(bare: (content: Readonly<Record<string, unknown>>) => object): (path: string) => Bytes {
  return async function* (path) {
    const content = object.parse(JSON.parse(await readFile(path, 'utf8')));
    yield Buffer.from(`${JSON.stringify(bare(content), null, 2)}\n`);
  };
}
