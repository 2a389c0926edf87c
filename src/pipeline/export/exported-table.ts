// The columns of an export, and each row as cells. A dataset that can be imported has its fields first, under the titles that
// an import knows, then the columns that only the service fills, then the hidden columns that identify each row.

import { type ExportColumn, type ExportDataset, type ImportDataset, markTitles } from '../../datasets/dataset.js';
import { type Field, type FieldValue, titleInYear } from '../../datasets/field.js';
import { rowHash } from '../../dedup/row-hash.js';
import type { ListedRow } from '../../providers/binding.js';
import { instantOf } from '../../values/dates/instant.js';
import type { ExportRow } from '../../write/export/export-file.js';

/**
 * The cells of a listed row.
 * @param owner whose row it is.
 * A list is one cell; a field by year has a cell for each, as `field.2025`. */
export function exportedRow(
  dataset: ImportDataset,
  { remoteId, version, values, shown }: ListedRow,
  owner: string,
): ExportRow {
  const cells: Record<string, string | number | null> = {};
  for (const name of Object.keys(values)) {
    const value = values[name];
    if (value === undefined) continue;
    if (typeof value !== 'object') cells[name] = value;
    else if (isList(value)) cells[name] = value.join('; ');
    else for (const [year, amount] of Object.entries(value)) cells[`${name}.${year}`] = amount;
  }
  Object.assign(cells, shown);
  cells[markKeys.remoteId] = remoteId;
  cells[markKeys.hash] = rowHash(dataset, values);
  cells[markKeys.version] = version;
  cells[markKeys.owner] = owner;
  return cells;
}

/** The keys of the columns that identify each row. */
const markKeys = {
  remoteId: keyOf('remoteId'),
  hash: keyOf('hash'),
  version: keyOf('version'),
  owner: keyOf('owner'),
} as const;

/**
 * The columns of an export.
 * @param seen the keys of all its rows: years, and fields that a service has added, are columns of their own.
 */
export function exportedTable(dataset: ImportDataset | ExportDataset, seen: ReadonlySet<string>): ExportDataset {
  if (dataset.direction === 'export') {
    return { ...dataset, columns: [...dataset.columns, ...unknownColumns(dataset.columns, seen)] };
  }
  const { name, title, provider, summary, exported } = dataset;
  const fields = Object.entries(dataset.fields).flatMap(([field, one]) => fieldColumns(field, one, seen));
  const shown = (exported?.columns ?? []).map((column) => ({ ...column, readOnly: true as const }));
  const marks = Object.entries(markTitles).map(([mark, titled]) => markColumn(mark, titled));
  const known = [...fields, ...shown];
  const extra = unknownColumns([...known, ...marks], seen).map((column) => ({ ...column, readOnly: true as const }));
  return {
    direction: 'export',
    ways: 'export',
    name,
    title,
    provider,
    summary,
    columns: [...known, ...extra, ...marks],
  };
}

/** The key of the column that holds the id of a row. */
export function idKeyOf(dataset: ImportDataset | ExportDataset): string {
  return dataset.direction === 'import' ? keyOf('remoteId') : (dataset.columns[0]?.key ?? '');
}

/** The columns of an export of changes: one more says what has happened to a row, behind those that a person sees. */
export function changesTable(table: ExportDataset, key: string): ExportDataset {
  const note =
    'appeared: new since the last export. changed: exported before, and different now. vanished: the service does not have it any more.';
  const change: ExportColumn = { key, title: 'Change', kind: 'text', unit: '', note, readOnly: true };
  const seen = table.columns.filter((column) => !column.hidden && column.key !== key);
  return { ...table, columns: [...seen, change, ...table.columns.filter(({ hidden }) => hidden)] };
}

/** By what the rows of an export are sorted; rows for which it is the same, by all their cells. */
export function sortKeyOf(dataset: ImportDataset | ExportDataset): (row: ExportRow) => string {
  if (dataset.direction === 'import') {
    const id = idKeyOf(dataset);
    return (row) => String(row[id] ?? '');
  }
  const { columns, sortedBy } = dataset;
  const first = columns[0]?.key ?? '';
  if (sortedBy === undefined) return (row) => String(row[first] ?? '');
  return (row) => {
    const text = String(row[sortedBy] ?? '');
    return `${instantOf(text) ?? text} ${row[first] ?? ''}`;
  };
}

function isList(value: FieldValue): value is readonly string[] {
  return Array.isArray(value);
}

function keyOf(mark: string): string {
  return (markTitles[mark as keyof typeof markTitles] ?? mark).replaceAll(' ', '_'); // a mark is one of its keys
}

function markColumn(mark: string, title: string): ExportColumn {
  const note =
    'Written by the export: leave it as it is. It identifies the row, and shows whether somebody has changed it.';
  return { key: keyOf(mark), title, kind: 'text', unit: '', note, hidden: true };
}

function fieldColumns(name: string, { kind, title, note }: Field, seen: ReadonlySet<string>): readonly ExportColumn[] {
  const column = { key: name, title, kind: kindOf(kind), unit: '', note } as const;
  if (kind !== 'yearly') return [column];
  const years = [...seen].filter((key) => key.startsWith(`${name}.`)).map((key) => key.slice(name.length + 1));
  if (years.length === 0) return [];
  return years.sort().map((year) => ({ ...column, key: `${name}.${year}`, title: titleInYear(title, year) }));
}

function kindOf(kind: Field['kind']): ExportColumn['kind'] {
  if (kind === 'number' || kind === 'share' || kind === 'yearly') return 'number';
  return kind === 'date' ? 'date' : 'text';
}

/** Fields that the service has added since this program was made are kept. */
function unknownColumns(known: readonly ExportColumn[], seen: ReadonlySet<string>): readonly ExportColumn[] {
  const keys = new Set(known.map(({ key }) => key));
  const added = [...seen].filter((key) => !keys.has(key)).sort();
  const note = 'A field that the service gives and carbonsheet does not know.';
  return added.map((key) => ({ key, title: key, kind: 'text', unit: '', note }));
}
