// The sums of an export that its summary reports: of the dataset's amount, or of its first column with a total below it.

import type { ExportDataset, ImportDataset } from '../../datasets/dataset.js';
import { type ExactSum, exactSum } from '../../values/numbers/exact-sum.js';
import { figureNumber } from '../../values/numbers/figure.js';
import type { ExportRow } from '../../write/export/export-file.js';
import type { OpenWatcher } from './watcher.js';

/** Where the amounts of a row are, and their unit. */
interface Amounts {
  readonly field: string;
  keys(row: ExportRow): readonly string[];
  unit(row: ExportRow): string;
}

/** Watches the amounts of an export. */
export const watchTotals: OpenWatcher = ({ dataset }) => {
  const amounts = amountsOf(dataset);
  const sums = new Map<string, ExactSum>();
  return {
    row(cells) {
      if (amounts === undefined) return;
      for (const key of amounts.keys(cells)) {
        const value = figureNumber(cells[key]);
        if (value !== undefined) sumOf(sums, amounts.unit(cells)).add(value);
      }
    },
    finish() {
      const texts = Object.fromEntries([...sums].map(([unit, sum]) => [unit, sum.text()]));
      return { totals: { field: amounts?.field ?? '', checked: texts, written: texts } };
    },
  };
};

function amountsOf(dataset: ImportDataset | ExportDataset): Amounts | undefined {
  if (dataset.direction === 'export') {
    const column = dataset.columns.find(({ below, kind }) => below === 'total' && kind === 'number');
    return column && { field: column.key, keys: () => [column.key], unit: () => column.unit };
  }
  const { total, fields } = dataset;
  if (total === undefined) return undefined;
  const { field, unit } = total;
  const isYearly = fields[field]?.kind === 'yearly';
  return {
    field,
    keys: (row) => (isYearly ? Object.keys(row).filter((key) => key.startsWith(`${field}.`)) : [field]),
    unit: (row) => (unit === undefined ? '' : String(row[unit] ?? '')),
  };
}

function sumOf(sums: Map<string, ExactSum>, unit: string): ExactSum {
  const known = sums.get(unit);
  if (known) return known;
  const sum = exactSum();
  sums.set(unit, sum);
  return sum;
}
