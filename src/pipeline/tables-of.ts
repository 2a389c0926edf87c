// Which tables a file holds: one, or several where a workbook has a sheet for each of several datasets. And their order, where
// rows of one refer to rows of another.

import { basename } from 'node:path';
import { importDatasetNamed, importDatasets } from '../datasets/index.js';
import { openSource } from '../read/open-source.js';
import type { TableRequest } from './open-table.js';
import { searchSheets, sheetsToSearch } from './search-sheets.js';

/** A table of a file, as far as it needs to be said which of several is meant. */
export interface TableOfFile {
  readonly file: string;
  /** Undefined: the one that fits best, or of several that fit, which is to be said. */
  readonly sheet: string | undefined;
  /** Undefined where the header does not decide it. */
  readonly dataset: string | undefined;
}

/** A sheet that fits worse than this, compared with the best one, is meant as something else, as a list of codes. */
const ABOUT_AS_WELL = 0.8;

/**
 * The tables of a file. Where a sheet, a header row, a dataset or a mapping was asked for, it is one.
 * @param isAlone it is the only file of the command: its one table refers to no other.
 * @throws Stop of kind `input` when the file cannot be read.
 */
export async function tablesOf(request: TableRequest, isAlone: boolean): Promise<readonly TableOfFile[]> {
  const { file, sheet, headerRow, mapping } = request;
  const dataset = request.dataset ?? mapping?.dataset;
  const asked = [{ file, sheet, dataset }];
  if (sheet !== undefined || headerRow !== undefined || mapping !== undefined || dataset !== undefined) return asked;
  const source = await openSource(file, request);
  try {
    const names = sheetsToSearch(source, basename(file), undefined);
    if (isAlone && names.first.length < 2) return asked;
    const searched = await searchSheets(source, names.first, importDatasets, {});
    const found = searched.flatMap(({ sheet: name, rows, found: header }) => {
      const isTable = header?.dataset !== undefined && rows.some(({ row }) => row > header.header.row);
      return isTable ? [{ file, sheet: name, dataset: header.dataset?.name, score: header.score }] : [];
    });
    const best = Math.max(...found.map(({ score }) => score));
    const fit = found.filter(({ score }) => score >= best * ABOUT_AS_WELL);
    const kinds = new Set(fit.map((table) => table.dataset));
    if (kinds.size < 2) return [{ file, sheet, dataset: fit[0]?.dataset }];
    return [...kinds].map((kind) => {
      const [only, ...others] = fit.filter((table) => table.dataset === kind);
      // Several sheets of one kind are for whoever opens the table to refuse.
      return { file, sheet: others.length === 0 ? only?.sheet : undefined, dataset: kind };
    });
  } finally {
    await source.close();
  }
}

/** Whether rows of some table refer to rows of another one. */
export function areRelated(tables: readonly TableOfFile[]): boolean {
  return tables.some((table) => parentsOf(table).some((parent) => tables.some(({ dataset }) => dataset === parent)));
}

/** The tables with those first that others refer to; otherwise in the order given. */
export function parentsFirst(tables: readonly TableOfFile[]): readonly TableOfFile[] {
  const ordered: TableOfFile[] = [];
  const add = (table: TableOfFile): void => {
    if (ordered.includes(table)) return;
    for (const parent of parentsOf(table)) tables.filter(({ dataset }) => dataset === parent).forEach(add);
    ordered.push(table);
  };
  tables.forEach(add);
  return ordered;
}

/** The datasets that must be at the service before this one: none refers to itself, not even by way of others. */
function parentsOf({ dataset }: TableOfFile): readonly string[] {
  return dataset === undefined ? [] : (importDatasetNamed(dataset).parents ?? []);
}
