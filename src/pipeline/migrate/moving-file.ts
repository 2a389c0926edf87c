// A dataset of the source as a file of the import: its rows with the target's ids, under exact titles, so that nothing is
// guessed. Rows that an earlier migration carried over bear their id at the target, as rows of an export do.

import { join } from 'node:path';
import { type ImportDataset, markTitles, type Values } from '../../datasets/dataset.js';
import { type FieldValue, titleInYear } from '../../datasets/field.js';
import { rowHash } from '../../dedup/row-hash.js';
import type { CarriedRow } from '../../ledger/origins.js';
import type { SavedMapping } from '../../mapping/saved/saved-mapping.js';
import { openCsv } from '../../write/files/csv.js';
import { makePrivateFolder } from '../../write/files/make-folder.js';
import { orLeave } from '../../write/files/or-leave.js';
import type { HeldBack } from './held-back.js';
import { carriedValues, type IdMaps, type LackingIds, lackedParent, ownIdFields } from './movable.js';
import { snapshotRows } from './source-rows.js';

/** The columns that say which row of the source a row is; no field has them. */
export const originTitles = { id: 'Source id', key: 'Source key' } as const;

/** What is known of the target. */
export interface TargetRows {
  /** Identifies the account in marks. */
  readonly owner: string;
  readonly ids: IdMaps;
  /** The rows that the target still has from earlier migrations, by their id at the source. */
  readonly carried: ReadonlyMap<string, CarriedRow>;
  /** Rows whose parents are among them are left out: a namesake of the parent is another one. */
  readonly lacking: LackingIds;
  /** Rows of the dataset that are left out, too. */
  readonly heldBack: HeldBack;
}

/** A file that can be imported. */
export interface MovingFile {
  readonly file: string;
  readonly mapping: SavedMapping;
  readonly rows: number;
}

interface Column {
  readonly title: string;
  /** As a mapping file has it: `field`, or `field.2024`. */
  readonly target: string;
  cell(values: Values): string | number | null;
}

/** Writes the file. @param place the folder inside that of the migration: a plan leaves the file of a run that was stopped as it is */
export async function writeMovingFile(
  dataset: ImportDataset,
  folder: string,
  { owner, ids, carried, lacking, heldBack }: TargetRows,
  place: 'source' | 'plan',
): Promise<MovingFile> {
  const columns = await columnsOf(dataset, folder);
  await makePrivateFolder(join(folder, place));
  const file = join(folder, place, `${dataset.name}.csv`);
  const marked = [markTitles.remoteId, markTitles.hash, markTitles.version, markTitles.owner];
  const titles = [originTitles.id, originTitles.key, ...columns.map(({ title }) => title), ...marked];
  let rows = 0;
  let thing = '';
  const csv = await openCsv(file, { delimiter: ',', byteOrderMark: false, columns: titles });
  await orLeave(csv, async () => {
    for await (const { id, key, values } of snapshotRows(folder, dataset.name)) {
      // Rows without an id add to the row before.
      if (id !== '') thing = id;
      if (heldBack.has(thing) || lackedParent(dataset, values, lacking) !== undefined) continue;
      rows += 1;
      const given = carriedValues(dataset, values, ids);
      const known = carried.get(id);
      const marks = known && known.hash !== '' ? [known.remoteId, known.hash, null, owner] : [null, null, null, null];
      await csv.write([id, key, ...columns.map((column) => column.cell(given)), ...marks]);
    }
    await csv.close();
  });
  return { file, rows, mapping: mappingOf(dataset, columns, titles) };
}

/** The hash of what the target is given of a row. */
export function carriedHash(dataset: ImportDataset, values: Values, ids: IdMaps): string {
  return rowHash(dataset, carriedValues(dataset, values, ids));
}

function mappingOf({ name }: ImportDataset, columns: readonly Column[], titles: readonly string[]): SavedMapping {
  return {
    file: '',
    dataset: name,
    titles,
    columns: {
      [originTitles.id]: null,
      [originTitles.key]: null,
      ...Object.fromEntries(columns.map(({ title, target }) => [title, target])),
    },
    locale: { decimal: '.', dateOrder: 'ymd', netAmounts: true, encoding: 'utf-8', delimiter: ',', ...YEARS },
  };
}

/** The source holds its days already: none is a slip of the pen. */
const YEARS = { datesFrom: 1000, datesTo: 9999 };

/** The columns that the rows fill; a field by year has one for each of its years. */
async function columnsOf(dataset: ImportDataset, folder: string): Promise<readonly Column[]> {
  const years = new Map<string, Set<string>>();
  for await (const { values } of snapshotRows(folder, dataset.name)) {
    for (const [field, value] of Object.entries(values)) {
      if (dataset.fields[field]?.kind !== 'yearly' || typeof value !== 'object') continue;
      const own = years.get(field) ?? new Set();
      years.set(field, own);
      for (const year of Object.keys(value)) own.add(year);
    }
  }
  const left = new Set(ownIdFields(dataset));
  return Object.entries(dataset.fields).flatMap(([field, { title, kind }]): readonly Column[] => {
    if (left.has(field)) return [];
    if (kind !== 'yearly') return [{ title, target: field, cell: (values) => cellOf(values[field]) }];
    return [...(years.get(field) ?? [])].sort().map((year) => ({
      title: titleInYear(title, year),
      target: `${field}.${year}`,
      cell: (values) => inYear(values[field], year),
    }));
  });
}

function cellOf(value: FieldValue | undefined): string | number | null {
  if (value === undefined) return null;
  if (typeof value !== 'object') return value;
  return Array.isArray(value) ? value.join('; ') : null;
}

function inYear(value: FieldValue | undefined, year: string): number | null {
  if (typeof value !== 'object' || Array.isArray(value)) return null;
  const amounts: Readonly<Record<string, unknown>> = { ...value };
  const amount = amounts[year];
  return typeof amount === 'number' ? amount : null;
}
