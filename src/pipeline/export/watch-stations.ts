// The control totals of an export: rows and sums as the service gave them, by unit, country and period, in the run's folder.

import type { ExportDataset, ImportDataset } from '../../datasets/dataset.js';
import { type Amount, amountsReader } from '../../report/totals/amounts.js';
import { controlTotals } from '../../report/totals/control-totals.js';
import { periodName } from '../../values/dates/period-name.js';
import type { ExportRow } from '../../write/export/export-file.js';
import { writeReconciliation } from '../reconcile/write-reconciliation.js';
import type { OpenWatcher } from './watcher.js';

/** Watches the control totals of an export. */
export const watchStations: OpenWatcher = (run) => {
  const { dataset, out, folder, id, startedAt } = run;
  const amountsOf = amountsIn(dataset);
  const totals = controlTotals();
  let newest = Date.parse(startedAt);
  return {
    row(cells, readAt) {
      totals.add('stored', amountsOf(cells));
      newest = Math.max(newest, readAt);
    },
    async finish() {
      await writeReconciliation(folder, {
        version: 1,
        run: id,
        command: 'export',
        dataset: dataset.name,
        provider: dataset.provider,
        file: out,
        sha256: '',
        takenAt: new Date(newest).toISOString(),
        field: dataset.direction === 'import' ? (dataset.total?.field ?? '') : '',
        totals: totals.totals(),
        readBack: { by: 'none', requests: 0, why: 'an export is what the service gave' },
        rowsDiffering: 0,
        differences: [],
        accounts: [],
      });
      return {};
    },
  };
};

/** Finds the amounts of a row that add up: the dataset's own, and figures of the service such as emissions. */
function amountsIn(dataset: ImportDataset | ExportDataset): (cells: ExportRow) => readonly Amount[] {
  const isImport = dataset.direction === 'import';
  const own = isImport && dataset.total ? amountsReader(dataset) : undefined;
  const shown = isImport ? (dataset.exported?.columns ?? []) : dataset.columns;
  const figures = shown.filter(({ compared, below }) => compared === 'amount' || below === 'total');
  const days = dataset.period;
  const yearly = isImport ? dataset.total?.field : undefined;
  return (cells) => {
    const textIn = (key: string | undefined): string =>
      key === undefined ? '' : String(cells[key] ?? '').slice(0, 10);
    const country = String(cells.country ?? '');
    const period = periodName(textIn(days?.start), textIn(days?.end ?? days?.start));
    return [
      ...(own?.(valuesOf(cells, yearly)) ?? []),
      ...figures.flatMap(({ key, unit }): Amount[] => {
        const value = cells[key];
        return typeof value === 'number' ? [{ value, unit, country, period }] : [];
      }),
    ];
  };
}

/** The cells as values: those of a field by year, which have a column each, as one. */
function valuesOf(cells: ExportRow, yearly: string | undefined) {
  const values: Record<string, string | number | Record<string, number>> = {};
  const years: Record<string, number> = {};
  for (const [key, value] of Object.entries(cells)) {
    if (value === null) continue;
    if (yearly !== undefined && key.startsWith(`${yearly}.`) && typeof value === 'number')
      years[key.slice(yearly.length + 1)] = value;
    else values[key] = value;
  }
  return yearly !== undefined && Object.keys(years).length > 0 ? { ...values, [yearly]: years } : values;
}
