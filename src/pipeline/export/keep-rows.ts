// Keeps the key, figures, inputs and period of each exported row in the run's folder, for the comparison with a later export.

import { join } from 'node:path';
import type { Dataset } from '../../datasets/dataset.js';
import { shortestText } from '../../values/numbers/figure.js';
import type { ExportRow } from '../../write/export/export-file.js';
import { openLines } from '../../write/files/lines.js';
import { type Comparison, comparisonOf } from '../comparison/comparison.js';
import { inputsHash, KEPT_ROWS } from '../comparison/kept-row.js';
import { occurrences } from '../comparison/occurrences.js';
import { exportedTable } from './exported-table.js';
import type { OpenWatcher } from './watcher.js';

/** Keeps the rows of an export. */
export const keepRows: OpenWatcher = async ({ folder, dataset, owner }) => {
  const lines = await openLines(join(folder, KEPT_ROWS));
  await lines.write(`${JSON.stringify({ version: 1, dataset: dataset.name, owner })}\n`);
  const occurrenceOf = occurrences();
  const comparison = growingComparison(dataset);
  let moment = { readAt: Number.NaN, text: '' };
  return {
    row(cells, readAt) {
      const texts = { get: (key: string) => textOf(cells[key]) };
      const { keyOf, row } = comparison(cells);
      if (moment.readAt !== readAt) moment = { readAt, text: new Date(readAt).toISOString() };
      const { inputs, ...own } = row(texts, occurrenceOf(keyOf(texts)));
      return lines.write(`${JSON.stringify({ ...own, inputs: inputsHash(inputs), readAt: moment.text })}\n`);
    },
    async finish() {
      await lines.close();
      return {};
    },
    discard: lines.discard,
  };
};

function textOf(value: ExportRow[string] | undefined): string | undefined {
  if (typeof value === 'number') return shortestText(value);
  return value === null || value === '' ? undefined : value;
}

/** The comparison of a dataset; each year that its rows have is a column of its own. */
function growingComparison(dataset: Dataset): (cells: ExportRow) => Comparison {
  const seen = new Set<string>();
  let comparison = comparisonOf(dataset, exportedTable(dataset, seen).columns);
  const isYearly =
    dataset.direction === 'import' && Object.values(dataset.fields).some(({ kind }) => kind === 'yearly');
  if (!isYearly) return () => comparison;
  return (cells) => {
    const known = seen.size;
    for (const key of Object.keys(cells)) seen.add(key);
    if (seen.size > known) comparison = comparisonOf(dataset, exportedTable(dataset, seen).columns);
    return comparison;
  };
}
