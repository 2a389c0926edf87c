// The columns of an export that a user names, by key or by title.

import type { ExportColumn, ExportDataset, ImportDataset } from '../../datasets/dataset.js';
import { extraFieldOf } from '../../datasets/extra-columns.js';
import { Stop } from '../../problems/stop.js';
import { fold } from '../../values/fold.js';
import { nearest } from '../../values/nearest.js';
import { exportedTable } from './exported-table.js';

/** Finds the columns of a dataset's export. */
export class ColumnFinder {
  private readonly columns: readonly ExportColumn[];

  /** @param tableOf the export's table, given the keys of its rows */
  constructor(
    private readonly dataset: ImportDataset | ExportDataset,
    private readonly tableOf = (seen: ReadonlySet<string>): ExportDataset => exportedTable(dataset, seen),
  ) {
    this.columns = tableOf(new Set()).columns;
  }

  /** The column of this key or title, with its unit or without it; undefined where there is none. */
  find(name: string): ExportColumn | undefined {
    const text = name.trim();
    const folded = fold(text);
    const isNamed = ({ key, title, unit }: ExportColumn) =>
      [key, title, ...(unit === '' ? [] : [`${title} (${unit})`])].some((one) => fold(one) === folded);
    return this.columns.find(({ key }) => key === text) ?? this.columns.find(isNamed) ?? this.#foundLate(text);
  }

  /** @throws Stop of kind `usage` that names the nearest column. */
  need(name: string, option: string): ExportColumn {
    const found = this.find(name);
    if (found) return found;
    const near = nearest(
      name,
      this.columns.flatMap(({ key, title }) => [key, title]),
    );
    const { name: dataset } = this.dataset;
    throw new Stop(
      'usage',
      'USAGE',
      `${option}: an export of ${dataset} has no column ${JSON.stringify(name.trim())}`,
      near === undefined ? `carbonsheet datasets ${dataset} lists the columns` : `did you mean ${near}?`,
    );
  }

  /**
   * The columns of a list, in its order, each once. Titles may hold commas.
   * @throws Stop of kind `usage`.
   */
  list(texts: readonly string[], option: string): ExportColumn[] {
    const columns = texts.flatMap((text) => {
      const whole = this.find(text);
      return whole
        ? [whole]
        : text
            .split(',')
            .filter((name) => name.trim() !== '')
            .map((name) => this.need(name, option));
    });
    if (columns.length === 0)
      throw new Stop('usage', 'USAGE', `${option} is empty`, 'name columns, separated by commas');
    return columns.filter(({ key }, index) => columns.findIndex((other) => other.key === key) === index);
  }

  /** A column that only rows can show: a field by year, or one that the service has added. */
  #foundLate(text: string): ExportColumn | undefined {
    if (extraFieldOf(text) !== undefined) return this.tableOf(new Set([text])).columns.find(({ key }) => key === text);
    const year = /\d{4}/.exec(text)?.[0];
    if (year === undefined || this.dataset.direction === 'export') return undefined;
    const yearly = Object.entries(this.dataset.fields).flatMap(([name, { kind }]) =>
      kind === 'yearly' ? [`${name}.${year}`] : [],
    );
    const { columns } = this.tableOf(new Set(yearly));
    return columns.find(
      ({ key, title }) => yearly.includes(key) && [key, title].some((one) => fold(one) === fold(text)),
    );
  }
}
