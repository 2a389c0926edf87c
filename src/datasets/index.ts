// Loads the rules of datasets when they are used. catalogue.ts has what help and lists need.

import { Stop } from '../problems/stop.js';
import {
  type DatasetName,
  type ExportableName,
  type ExportName,
  exportableNames,
  headings,
  type ImportName,
  importNames,
} from './catalogue.js';
import type { Dataset, ExportDataset, ImportDataset } from './dataset.js';

type Load<D extends Dataset> = () => Promise<{ readonly default: D }>;

const importFiles: Readonly<Record<ImportName, Load<ImportDataset>>> = {
  'country-sales': () => import('./dcycle/country-sales.js'),
  invites: () => import('./carboncloud/invites.js'),
  purchases: () => import('./dcycle/purchases.js'),
  'resold-products': () => import('./carboncloud/resold-products.js'),
  'sales-periods': () => import('./dcycle/sales-periods.js'),
  'sold-products': () => import('./dcycle/sold-products.js'),
  'supplier-periods': () => import('./carboncloud/supplier-periods.js'),
  suppliers: () => import('./carboncloud/suppliers.js'),
  'variable-products': () => import('./variable/variable-products.js'),
};

const exportFiles: Readonly<Record<ExportName, Load<ExportDataset>>> = {
  baselines: () => import('./carboncloud/baselines.js'),
  engagements: () => import('./carboncloud/engagements.js'),
  'existing-country-sales': () => import('./dcycle/existing-country-sales.js'),
  footprints: () => import('./carboncloud/footprints.js'),
  groups: () => import('./carboncloud/groups.js'),
  'import-sessions': () => import('./dcycle/import-sessions.js'),
  'linked-products': () => import('./carboncloud/linked-products.js'),
  'period-emissions': () => import('./dcycle/period-emissions.js'),
  'product-impacts': () => import('./variable/product-impacts.js'),
  units: () => import('./dcycle/units.js'),
  'updated-baselines': () => import('./carboncloud/updated-baselines.js'),
  'updated-footprints': () => import('./carboncloud/updated-footprints.js'),
  'updated-products': () => import('./carboncloud/updated-products.js'),
  'variable-units': () => import('./variable/variable-units.js'),
};

const files: Readonly<Record<ImportName | ExportName, Load<Dataset>>> = { ...importFiles, ...exportFiles };

async function load<D extends Dataset>(file: Load<D>): Promise<D> {
  return (await file()).default;
}

/** Every dataset that can be imported. */
export function loadImportDatasets(): Promise<readonly ImportDataset[]> {
  return Promise.all(importNames.map((name) => load(importFiles[name])));
}

/** Every dataset whose rows at a service can be written to a file: those for export, and those for both ways. */
export function loadExportables(): Promise<readonly Dataset[]> {
  return Promise.all(exportableNames.map((name) => load(files[name])));
}

/** The rules of a dataset. */
export function datasetNamed(name: DatasetName): Promise<Dataset> {
  return load(files[name]);
}

/** Every dataset. */
export function loadDatasets(): Promise<readonly Dataset[]> {
  return Promise.all(headings.map(([name]) => load(files[name])));
}

/** The dataset of that name that can be imported. Throws a Stop of kind `usage` when there is none. */
export async function importDatasetNamed(name: string): Promise<ImportDataset> {
  return load(importFiles[known(name, importNames, 'imported')]);
}

/** The dataset of that name that can be exported. Throws a Stop of kind `usage` when there is none. */
export async function exportableNamed(name: string): Promise<Dataset> {
  return load(files[known(name, exportableNames, 'exported')]);
}

function known<N extends ImportName | ExportableName>(name: string, names: readonly N[], use: string): N {
  const found = names.find((one) => one === name);
  if (found !== undefined) return found;
  const exists = headings.some(([one]) => one === name);
  const what = exists ? `the dataset "${name}" cannot be ${use}` : `there is no dataset "${name}"`;
  throw new Stop(
    'usage',
    'UNKNOWN_DATASET',
    `${what}: expected one of ${names.join(', ')}`,
    'carbonsheet datasets lists them all',
  );
}
