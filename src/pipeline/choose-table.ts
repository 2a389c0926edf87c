// Which sheet and which row hold the header, and which dataset its columns fit.

import type { ImportDataset } from '../datasets/dataset.js';
import { importDatasetNamed, importDatasets } from '../datasets/index.js';
import { type FoundHeader, findHeader } from '../mapping/find-header.js';
import { Stop } from '../problems/stop.js';
import type { Source } from '../read/source.js';
import { cellText, type SourceRow } from '../values/cell.js';
import type { TableRequest } from './open-table.js';

/** How many rows of a sheet are searched for the header. */
const HEADER_WITHIN = 50;

/** Where a file's table is, and what it holds. */
export interface ChosenTable {
  readonly sheet: string;
  /** The rows down to the header. */
  readonly lead: readonly SourceRow[];
  readonly header: SourceRow;
  readonly dataset: ImportDataset;
}

/** Finds the sheet and header row that fit a dataset best. Throws a Stop when none does, or when two fit equally. */
export async function chooseTable(source: Source, name: string, request: TableRequest): Promise<ChosenTable> {
  const wanted = request.dataset ?? request.mapping?.dataset;
  const datasets = wanted === undefined ? importDatasets : [importDatasetNamed(wanted)];
  const candidates: { sheet: string; rows: readonly SourceRow[]; found: FoundHeader }[] = [];
  for (const sheet of sheetsToSearch(source, name, request.sheet)) {
    const rows = await firstRows(source, sheet, request.headerRow);
    const found = findHeader(rows, datasets, { headerRow: request.headerRow, mapping: request.mapping });
    if (found) candidates.push({ sheet, rows, found });
  }
  const best = candidates.reduce<(typeof candidates)[number] | undefined>(
    (most, candidate) => (most === undefined || candidate.found.score > most.found.score ? candidate : most),
    undefined,
  );
  if (best === undefined)
    throw new Stop(
      'mapping',
      'NO_HEADER',
      `${name} has no row that looks like a header`,
      'give the row that holds the column titles with --header-row N',
    );
  const dataset = wanted === undefined ? best.found.dataset : datasets[0];
  if (dataset === undefined) throw undecidedDataset(name, best.found);
  const { header } = best.found;
  return { sheet: best.sheet, lead: best.rows.filter(({ row }) => row <= header.row), header, dataset };
}

function undecidedDataset(name: string, { header, candidates }: FoundHeader): Stop {
  const titles = header.cells.map(cellText).filter(Boolean).slice(0, 8).join(', ');
  const known = (candidates.length > 0 ? candidates : importDatasets).map((dataset) => dataset.name);
  const message =
    candidates.length > 0
      ? `the columns of ${name} (row ${header.row}: ${titles}) fit ${known.join(' and ')} equally well`
      : `the columns of ${name} (row ${header.row}: ${titles}) fit no dataset`;
  return new Stop(
    'mapping',
    'UNDECIDED_DATASET',
    message,
    `say which it is with --dataset ${known.join(' or --dataset ')}; carbonsheet datasets lists their columns`,
  );
}

/** The sheets that are looked at: the one asked for, else the visible ones. Throws a Stop when there is no such sheet. */
export function sheetsToSearch(source: Source, name: string, asked: string | undefined): readonly string[] {
  const { sheets } = source.detection;
  if (asked === undefined) {
    const visible = sheets.filter(({ hidden }) => !hidden);
    return (visible.length > 0 ? visible : sheets).map((sheet) => sheet.name);
  }
  const named =
    sheets.find((sheet) => sheet.name === asked) ?? (/^\d+$/.test(asked) ? sheets[Number(asked) - 1] : undefined);
  if (named) return [named.name];
  const names = sheets.map((sheet) => `"${sheet.name}"`).join(', ');
  throw new Stop(
    'usage',
    'NO_SUCH_SHEET',
    `${name} has no sheet "${asked}"`,
    source.detection.format === 'csv' ? 'a CSV file has no sheets: leave --sheet out' : `it has ${names}`,
  );
}

/** The first rows of a sheet, as many as the header is searched in. */
export async function firstRows(source: Source, sheet: string, headerRow = 0): Promise<readonly SourceRow[]> {
  const wanted = Math.max(HEADER_WITHIN, headerRow);
  const rows: SourceRow[] = [];
  for await (const batch of source.rows(sheet)) {
    rows.push(...batch.slice(0, wanted - rows.length));
    if (rows.length >= wanted) break;
  }
  return rows;
}
