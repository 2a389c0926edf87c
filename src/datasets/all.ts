// Every dataset with its rules, for users of the library. The command loads those that it uses, by index.ts.

import { loadDatasets } from './index.js';

/** Every dataset, by name. */
export const allDatasets = await loadDatasets();

/** The datasets that can be imported. */
export const importDatasets = allDatasets.filter((dataset) => dataset.direction === 'import');

/** The datasets that can only be exported. */
export const exportDatasets = allDatasets.filter((dataset) => dataset.direction === 'export');
