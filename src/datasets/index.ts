// Finds the datasets: every file of this folder but the ones that say what a dataset is. Adding a dataset is adding its file.

import { readdir } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { z } from 'zod';
import { Stop } from '../problems/stop.js';
import type { Dataset, ExportDataset, ImportDataset } from './dataset.js';
import { languages } from './field.js';

const NOT_DATASETS = ['index', 'dataset', 'field', 'contacts', 'references', 'footprint-columns', 'changed-columns'];

const text = z.string().min(1);
const common = {
  title: text,
  note: text,
  example: text,
  required: z.boolean(),
  aliases: z.record(z.enum(languages), z.array(text)),
};
const limit = z.number().optional();
const fieldSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), ...common, min: limit, max: limit }),
  z.strictObject({ kind: z.literal('identifier'), ...common, max: limit }),
  z.strictObject({ kind: z.enum(['gtin', 'uuid', 'url', 'share', 'country', 'list']), ...common }),
  z.strictObject({
    kind: z.literal('date'),
    ...common,
    range: z.enum(['plausible', 'past']).optional(),
    edge: z.enum(['first', 'last']).optional(),
  }),
  z.strictObject({
    kind: z.literal('number'),
    ...common,
    min: limit,
    max: limit,
    above: limit,
    unitField: text.optional(),
    taxed: z.literal(true).optional(),
    unit: z.enum(['kg CO2e', 'pcs', '%', '% vol']).optional(),
  }),
  z.strictObject({
    kind: z.literal('choice'),
    ...common,
    options: z.record(z.string(), z.array(text)),
    fallback: z.string().optional(),
  }),
  z.strictObject({ kind: z.literal('yearly'), ...common, min: limit, unit: z.literal('t') }),
]);
const filters = z.array(
  z.strictObject({
    name: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
    note: text,
    options: z.array(text).optional(),
    many: z.boolean(),
    required: z.boolean().optional(),
  }),
);
const columns = z.array(
  z.strictObject({
    key: text,
    title: text,
    kind: z.enum(['text', 'number', 'decimal', 'date', 'datetime']),
    unit: z.string(),
    note: text,
    below: z.enum(['total', 'spread']).optional(),
  }),
);
const rule = z.custom<() => unknown>((value) => typeof value === 'function');
const heading = { name: text, title: text, provider: z.enum(['dcycle', 'carboncloud', 'variable']), summary: text };

const datasetSchema = z.discriminatedUnion('direction', [
  z.strictObject({
    direction: z.literal('import'),
    ...heading,
    fields: z.record(text, fieldSchema),
    oneOf: z.array(z.array(text)).optional(),
    check: rule,
    identity: z.discriminatedUnion('by', [
      z.strictObject({ by: z.literal('content') }),
      z.strictObject({ by: z.literal('key'), keys: rule }),
      z.strictObject({ by: z.literal('period'), group: rule, start: text, end: text }),
    ]),
    knownBy: z.array(text).optional(),
    matrix: z.strictObject({ value: text, country: text, start: text, end: text }).optional(),
    total: z.strictObject({ field: text, unit: text.optional() }).optional(),
    parents: z.array(text).optional(),
    parts: z.array(text).optional(),
    deletedBy: z.array(text).optional(),
    exported: z.strictObject({ columns, filters }).optional(),
  }),
  z.strictObject({
    direction: z.literal('export'),
    ...heading,
    columns,
    assumption: text.optional(),
    filters: filters.optional(),
  }),
]);

/** What a file of the folder has as its default export, checked. Throws an Error that names the file and what is wrong. */
export function asDataset(file: string, value: unknown): Dataset {
  const checked = datasetSchema.safeParse(value);
  if (!checked.success) throw new Error(`datasets/${file} is no dataset: ${z.prettifyError(checked.error)}`);
  if (checked.data.name !== file)
    throw new Error(`datasets/${file} is named ${checked.data.name}: give it its file's name`);
  // The schema has proved the shape; the functions' parameters are the compiler's business.
  return value as Dataset;
}

async function findDatasets(): Promise<readonly Dataset[]> {
  const files = (await readdir(new URL('.', import.meta.url)))
    .filter((file) => /(?<!\.d)\.[jt]s$/.test(file))
    .filter((file) => !NOT_DATASETS.includes(basename(file, extname(file))))
    .sort();
  return Promise.all(
    files.map(async (file) => {
      const module: { default?: unknown } = await import(new URL(file, import.meta.url).href);
      return asDataset(basename(file, extname(file)), module.default);
    }),
  );
}

/** Every dataset, by name. */
export const allDatasets: readonly Dataset[] = await findDatasets();

/** The datasets that can be imported. */
export const importDatasets: readonly ImportDataset[] = allDatasets.filter((dataset) => dataset.direction === 'import');

/** The datasets that can be exported. */
export const exportDatasets: readonly ExportDataset[] = allDatasets.filter((dataset) => dataset.direction === 'export');

/** The datasets whose rows at a service can be written to a file: those for export, and those for both ways. */
export const exportables: readonly Dataset[] = allDatasets.filter(
  (dataset) => dataset.direction === 'export' || dataset.exported !== undefined,
);

/** The dataset of that name that can be imported. Throws a Stop of kind `usage` when there is none. */
export function importDatasetNamed(name: string): ImportDataset {
  return named(name, importDatasets, 'imported');
}

/** The dataset of that name that can be exported. Throws a Stop of kind `usage` when there is none. */
export function exportableNamed(name: string): Dataset {
  return named(name, exportables, 'exported');
}

function named<D extends Dataset>(name: string, datasets: readonly D[], use: string): D {
  const dataset = datasets.find((known) => known.name === name);
  if (dataset !== undefined) return dataset;
  const exists = allDatasets.some((known) => known.name === name);
  const what = exists ? `the dataset "${name}" cannot be ${use}` : `there is no dataset "${name}"`;
  const names = datasets.map((known) => known.name).join(', ');
  throw new Stop(
    'usage',
    'UNKNOWN_DATASET',
    `${what}: expected one of ${names}`,
    'carbonsheet datasets lists them all',
  );
}
