// The control totals of an export: rows and sums as the service gave them, by unit, country and period, in the run's folder.

import type { ExportColumn, ExportDataset, ImportDataset, Values } from '../../datasets/dataset.js';
import { type Amount, amountsReader } from '../../report/totals/amounts.js';
import { controlTotals } from '../../report/totals/control-totals.js';
import { periodName } from '../../values/dates/period-name.js';
import { figureNumber } from '../../values/numbers/figure.js';
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

/** The figures of the service that add up, such as emissions. */
function figuresOf(dataset: ImportDataset | ExportDataset): readonly ExportColumn[] {
  const shown = dataset.direction === 'import' ? (dataset.exported?.columns ?? []) : dataset.columns;
  return shown.filter(({ compared, below }) => compared === 'amount' || below === 'total');
}

/** The columns that say the amounts of a row and where these count; of an amount by year, its field. */
export function amountColumns(dataset: ImportDataset | ExportDataset): readonly string[] {
  const { period } = dataset;
  const figures = figuresOf(dataset).map(({ key }) => key);
  const total = dataset.direction === 'import' ? dataset.total : undefined;
  const names = [total?.field, total?.unit, total?.country, period?.start, period?.end, ...figures];
  return names.filter((name) => name !== undefined);
}

/** Finds the amounts of a row that add up: the dataset's own, and figures of the service such as emissions. */
export function amountsIn(dataset: ImportDataset | ExportDataset): (cells: ExportRow) => readonly Amount[] {
  const isImport = dataset.direction === 'import';
  const own = isImport && dataset.total ? amountsReader(dataset) : undefined;
  const valuesOf = isImport ? amountValues(dataset) : () => ({});
  const figures = figuresOf(dataset);
  const days = dataset.period;
  return (cells) => {
    const amounts: Amount[] = own ? [...own(valuesOf(cells))] : [];
    let place: Pick<Amount, 'country' | 'period'> | undefined;
    for (const { key, unit } of figures) {
      const value = figureNumber(cells[key]);
      if (value === undefined) continue;
      place ??= placeIn(cells, days);
      amounts.push({ value, unit, ...place });
    }
    return amounts;
  };
}

function placeIn(
  cells: ExportRow,
  days: (ImportDataset | ExportDataset)['period'],
): Pick<Amount, 'country' | 'period'> {
  const dayIn = (key: string | undefined): string => (key === undefined ? '' : String(cells[key] ?? '').slice(0, 10));
  return {
    country: String(cells.country ?? ''),
    period: periodName(dayIn(days?.start), dayIn(days?.end ?? days?.start)),
  };
}

/** Finds the values of a row that say its amount and where that counts. Amounts by year have a column each. */
function amountValues({ fields, total, period }: ImportDataset): (cells: ExportRow) => Values {
  const names = [total?.field, total?.unit, total?.country, period?.start, period?.end].filter(
    (name) => name !== undefined,
  );
  const yearly = total !== undefined && fields[total.field]?.kind === 'yearly' ? total.field : undefined;
  return (cells) => {
    const values: Record<string, Values[string]> = {};
    for (const name of names) values[name] = cells[name] ?? undefined;
    if (total !== undefined) values[total.field] = figureNumber(cells[total.field]);
    if (yearly !== undefined) values[yearly] = yearsIn(cells, `${yearly}.`);
    return values;
  };
}

function yearsIn(cells: ExportRow, before: string): Readonly<Record<string, number>> | undefined {
  const years = Object.entries(cells).flatMap(([key, cell]) => {
    const amount = key.startsWith(before) ? figureNumber(cell) : undefined;
    return amount === undefined ? [] : [[key.slice(before.length), amount] as const];
  });
  return years.length === 0 ? undefined : Object.fromEntries(years);
}
