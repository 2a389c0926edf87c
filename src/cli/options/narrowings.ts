// The options that narrow an export. Each dataset has its own.

import { type ExportableName, exportableNames } from '../../datasets/catalogue.js';
import { exportableNamed, loadExportables } from '../../datasets/index.js';
import { filtersOf } from '../../pipeline/export/export-filters.js';
import type { Options } from './option.js';

/** An option for each name by which the dataset that the words name can be narrowed; without one, those of all datasets. */
export async function narrowingOptions([what = '']: readonly string[]): Promise<Options> {
  const datasets = isExportable(what) ? [await exportableNamed(what)] : await loadExportables();
  const filters = datasets.flatMap((dataset) =>
    filtersOf(dataset).map(({ name, note }) => ({ name, note, dataset: dataset.name })),
  );
  const names = new Set(filters.map(({ name }) => name));
  return Object.fromEntries(
    [...names].map((name) => {
      const own = filters.filter((filter) => filter.name === name);
      const notes = new Set(own.map(({ note }) => note));
      // Datasets can give one name different meanings; `datasets NAME` prints each.
      const note = notes.size === 1 ? own[0]?.note : `Only rows of this ${name.replaceAll('-', ' ')}`;
      const describe = `${note} (${own.map(({ dataset }) => dataset).join(', ')})`;
      return [name, { kind: 'texts', group: 'Reading', value: 'VALUE', default: [], describe }];
    }),
  );
}

function isExportable(name: string): name is ExportableName {
  return exportableNames.some((one) => one === name);
}
