// Which tables a file holds: one, or several where a workbook has a sheet for each of several datasets. Also their order,
// where rows of one refer to rows of another.

import { basename } from 'node:path';
import { parentsOf } from '../../datasets/catalogue.js';
import type { ImportDataset } from '../../datasets/dataset.js';
import { loadImportDatasets } from '../../datasets/index.js';
import { proposeDataset } from '../../mapping/propose/propose-dataset.js';
import { openSource } from '../../read/open-source.js';
import type { TableRequest } from '../requests.js';
import { continuedSheets } from './continued-sheets.js';
import { tablesBefore } from './read-as-before.js';
import { readAsSaved } from './read-as-saved.js';
import { searchSheets, sheetsToSearch } from './search-sheets.js';
import { settleMapping } from './settle-mapping.js';
import {
  bestOf,
  type Candidate,
  candidatesOf,
  fitsAnything,
  fitsAsWell,
  rowsBelow,
  withoutNotes,
} from './weigh-sheets.js';

/** A table of a file, as far as it must be told from others. */
export interface TableOfFile {
  readonly file: string;
  /** Undefined: the one that fits best. */
  readonly sheet: string | undefined;
  /** Undefined where the header does not decide it. */
  readonly dataset: string | undefined;
}

/**
 * The tables of a file. Where a sheet, a header row, a dataset or a mapping was asked for, it is one; but an export goes on in further sheets.
 * @param isAlone it is the only file of the command: its one table refers to no other.
 * @throws Stop of kind `input` when the file cannot be read.
 */
export async function tablesOf(request: TableRequest, isAlone: boolean): Promise<readonly TableOfFile[]> {
  const { file, sheet, headerRow, mapping } = request;
  const dataset = request.dataset ?? mapping?.dataset;
  const asked = [{ file, sheet, dataset }];
  if (sheet !== undefined || headerRow !== undefined || mapping !== undefined) return asked;
  const source = await openSource(file, request);
  try {
    const before = (await tablesBefore(source)).filter((one) => dataset === undefined || one.dataset === dataset);
    if (before.length > 0) return before.map((one) => ({ file, ...one }));
    const names = sheetsToSearch(source, basename(file), undefined);
    const continued = await continuedSheets(source, names.first);
    if (continued.length > 1) return continued.map((one) => ({ file, sheet: one, dataset }));
    if (dataset !== undefined || (isAlone && names.first.length < 2)) return asked;
    const settled = await settleMapping(source, basename(file), request);
    if (settled.isFound) return [{ file, sheet: settled.request.sheet, dataset: settled.request.mapping?.dataset }];
    const datasets = await loadImportDatasets();
    const candidates = candidatesOf(
      await searchSheets(source, names.first, datasets, { mapping: readAsSaved(request).mapping }),
      datasets,
      false,
    );
    const found = withoutNotes(candidates.filter((one) => fitsAnything(one) && rowsBelow(one) > 0));
    const best = bestOf(found);
    // Opening the table asks which of its datasets is meant.
    if (best?.found.dataset === undefined) return asked;
    const fit = found
      .filter((one) => one.found.dataset !== undefined && fitsAsWell(one, best))
      .map((one) => ({ file, sheet: one.sheet, dataset: one.found.dataset?.name }));
    const kinds = new Set(fit.map((table) => table.dataset));
    if (kinds.size < 2) return [{ file, sheet, dataset: datasetOf(best, datasets) }];
    return [...kinds].map((kind) => {
      const [only, ...others] = fit.filter((table) => table.dataset === kind);
      // Opening the table refuses several sheets of one kind.
      return { file, sheet: others.length === 0 ? only?.sheet : undefined, dataset: kind };
    });
  } finally {
    await source.close();
  }
}

/** The dataset of the only table, where its columns decide it. */
function datasetOf({ found, rows }: Candidate, datasets: readonly ImportDataset[]): string | undefined {
  const { dataset } = found.isClear ? found : proposeDataset(found.header, rows, datasets);
  return dataset?.name;
}

/** Whether rows of some table refer to rows of another one. */
export function areRelated(tables: readonly TableOfFile[]): boolean {
  return tables.some((table) =>
    parentsOfTable(table).some((parent) => tables.some(({ dataset }) => dataset === parent)),
  );
}

/** The tables with those first that others refer to; otherwise in the order given. */
export function parentsFirst(tables: readonly TableOfFile[]): readonly TableOfFile[] {
  const ordered: TableOfFile[] = [];
  const add = (table: TableOfFile): void => {
    if (ordered.includes(table)) return;
    for (const parent of parentsOfTable(table)) tables.filter(({ dataset }) => dataset === parent).forEach(add);
    ordered.push(table);
  };
  tables.forEach(add);
  return ordered;
}

function parentsOfTable({ dataset }: TableOfFile): readonly string[] {
  return dataset === undefined ? [] : parentsOf(dataset);
}
