// Datasets by name, at once, for tables of tests.

import { importDatasets } from '../../src/datasets/all.js';
import type { ImportDataset } from '../../src/datasets/dataset.js';

/** The dataset of that name that can be imported. */
export function importDatasetNamed(name: string): ImportDataset {
  const found = importDatasets.find((dataset) => dataset.name === name);
  if (found === undefined) throw new Error(`no dataset ${name}`);
  return found;
}
