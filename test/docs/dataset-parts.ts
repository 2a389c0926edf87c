// What the documentation says of datasets: the list of all, and the fields, keys and columns of each.

import { allDatasets } from '../../src/datasets/all.js';
import type { Dataset, ExportDataset, ImportDataset } from '../../src/datasets/dataset.js';
import type { Field } from '../../src/datasets/field.js';
import { filtersOf } from '../../src/pipeline/export/export-filters.js';
import { table } from './markdown.js';

/** All datasets on one screen. */
export function datasetsTable(): string {
  const lines = allDatasets.map((dataset) => [
    `[\`${dataset.name}\`](#${dataset.name})`,
    dataset.provider,
    waysOf(dataset),
    dataset.summary,
  ]);
  return table(['dataset', 'service', 'ways', 'a row is'], lines);
}

function waysOf(dataset: Dataset): string {
  if (dataset.direction === 'export') return 'export';
  return dataset.exported ? 'import, export' : 'import';
}

/** One dataset: what a row is, its fields and keys, the columns and options of its export. */
export function datasetPart(dataset: Dataset): string {
  const heading = `${dataset.summary} (${waysOf(dataset)})`;
  const parts = dataset.direction === 'import' ? importParts(dataset) : [columnsTable(dataset.columns)];
  return [heading, ...parts, filtersTable(dataset)].filter(Boolean).join('\n\n');
}

function importParts(dataset: ImportDataset): readonly string[] {
  const { fields, exported } = dataset;
  const lines = Object.entries(fields).map(([name, field]) => [
    field.title,
    `\`${name}\``,
    requiredText(dataset, name, field),
    valueText(field),
    field.note,
    field.example === '' ? '' : `\`${field.example}\``,
  ]);
  const own = exported && exported.columns.length > 0;
  return [
    `**Keys:** ${keysText(dataset)}.`,
    table(['column', 'field', 'required', 'value', 'meaning', 'example'], lines),
    own ? `An export also has these columns, which an import ignores:\n\n${columnsTable(exported.columns)}` : '',
  ];
}

function requiredText({ fields, oneOf = [] }: ImportDataset, name: string, { required }: Field): string {
  if (required) return 'yes';
  const group = oneOf.find((names) => names.includes(name));
  return group ? `one of ${group.map((one) => fields[one]?.title ?? one).join(', ')}` : '';
}

/** What a cell may hold, with its limits. */
function valueText(field: Field): string {
  switch (field.kind) {
    case 'text':
      return `text${lengthText(field.min, field.max)}`;
    case 'identifier':
      return `code${lengthText(undefined, field.max)}`;
    case 'number':
      return `number${field.unit ? ` in ${field.unit}` : ''}${rangeText(field)}`;
    case 'yearly':
      return `number in ${field.unit}, a column for each year${rangeText(field)}`;
    case 'choice':
      return Object.keys(field.options)
        .map((word) => (word === field.fallback ? `\`${word}\` (default)` : `\`${word}\``))
        .join(', ');
    case 'list':
      return 'texts, separated by ; or |';
    case 'gtin':
      return 'GTIN, at most 14 digits';
    case 'share':
      return 'share from 0 to 1, or per cent';
    case 'date':
      return field.range === 'past' ? 'date, not after today' : 'date';
    case 'uuid':
      return 'UUID';
    case 'url':
      return 'web address';
    case 'country':
      return 'country: ISO 3166-1 code or name';
  }
}

function lengthText(min: number | undefined, max: number | undefined): string {
  if (min !== undefined && max !== undefined) return `, ${min} to ${max} characters`;
  if (max !== undefined) return `, at most ${max} characters`;
  return min === undefined ? '' : `, at least ${min} characters`;
}

function rangeText({
  min,
  max,
  above,
}: {
  readonly min?: number;
  readonly max?: number;
  readonly above?: number;
}): string {
  const from = above === undefined ? min !== undefined && `at least ${min}` : `greater than ${above}`;
  const parts = [from, max !== undefined && `at most ${max}`].filter(Boolean);
  return parts.length > 0 ? `, ${parts.join(', ')}` : '';
}

/** Keys are functions of a record: asked with one that has every field, they give all their titles. */
function keysText({ identity, fields }: ImportDataset): string {
  if (identity.by === 'content') return 'none; rows are compared by content and counted';
  const titleOf = (name: string): string => fields[name]?.title ?? name;
  if (identity.by === 'period')
    return `rows about the same thing must not share a day between ${titleOf(identity.start)} and ${titleOf(identity.end)}`;
  const record = Object.fromEntries(Object.entries(fields).map(([name, { example }]) => [name, example]));
  return identity
    .keys(record)
    .map(({ title }) => title)
    .join('; ');
}

function columnsTable(columns: ExportDataset['columns']): string {
  const lines = columns.map(({ key, title, kind, unit, note }) => [
    title,
    `\`${key}\``,
    kind + (unit && `, ${unit}`),
    note,
  ]);
  return table(['column', 'field', 'value', 'meaning'], lines);
}

function filtersTable(dataset: Dataset): string {
  const filters = filtersOf(dataset);
  if (filters.length === 0) return '';
  const lines = filters.map(({ name, note, options, many, required }) => [
    `\`--${name}\``,
    note + (required ? ' (required)' : ''),
    options?.map((word) => `\`${word}\``).join(', ') ?? '',
    many ? 'yes' : '',
  ]);
  return `Options of the export:\n\n${table(['option', 'exports', 'values', 'several'], lines)}`;
}
