// Which sheet and which row hold the header, and which dataset its columns fit.

import type { ImportDataset } from '../datasets/dataset.js';
import { importDatasetNamed, importDatasets } from '../datasets/index.js';
import { type FoundHeader, findHeader } from '../mapping/find-header.js';
import type { Matrix } from '../mapping/matrix.js';
import { Stop } from '../problems/stop.js';
import type { Source } from '../read/source.js';
import { cellText, type SourceRow } from '../values/cell.js';
import { noHeader, notTitles } from './asked-header.js';
import type { TableRequest } from './open-table.js';

/** How many rows of a sheet are searched for the header. */
const HEADER_WITHIN = 50;

/** Where a file's table is, and what it holds. */
export interface ChosenTable {
  readonly sheet: string;
  /** The rows down to the header. */
  readonly lead: readonly SourceRow[];
  /** Of two rows, the titles are joined. */
  readonly header: SourceRow;
  /** The row of group titles above the header's, as Excel shows it, where there is one. */
  readonly groupRow: number | undefined;
  /** The columns to unpivot; undefined for a table whose rows are rows already. */
  readonly matrix: Matrix | undefined;
  readonly dataset: ImportDataset;
}

/** Finds the sheet and header row that fit a dataset best. Throws a Stop when none does, or when several fit as well. */
export async function chooseTable(source: Source, name: string, request: TableRequest): Promise<ChosenTable> {
  const wanted = request.dataset ?? request.mapping?.dataset;
  const datasets = wanted === undefined ? importDatasets : [importDatasetNamed(wanted)];
  const candidates: { sheet: string; rows: readonly SourceRow[]; found: FoundHeader }[] = [];
  const searched: { sheet: string; rows: readonly SourceRow[] }[] = [];
  for (const sheet of sheetsToSearch(source, name, request.sheet)) {
    const rows = await firstRows(source, sheet, request.headerRow);
    const found = findHeader(rows, datasets, { headerRow: request.headerRow, mapping: request.mapping });
    searched.push({ sheet, rows });
    if (found) candidates.push({ sheet, rows, found });
  }
  const best = candidates.reduce<(typeof candidates)[number] | undefined>(
    (most, candidate) => (most === undefined || candidate.found.score > most.found.score ? candidate : most),
    undefined,
  );
  if (best === undefined) throw noHeader(name, searched, request.headerRow);
  const refused = notTitles(name, best.found, findHeader(best.rows, datasets, { mapping: request.mapping }));
  if (refused) throw refused;
  const dataset = wanted === undefined ? best.found.dataset : datasets[0];
  if (dataset === undefined) throw undecidedDataset(name, best.found);
  const others = candidates.filter((other) => other !== best && fitsAsWell(other.found, best.found, other.rows));
  if (others.length > 0) throw severalTables(name, dataset, [best, ...others]);
  const { header, groupRow, matrix } = best.found;
  if (matrix !== undefined && !request.unpivot) throw unaskedMatrix(name, header, matrix, dataset);
  if (matrix === undefined && request.unpivot) throw noMatrix(name, header, dataset);
  const lead = best.rows.filter(({ row }) => row <= header.row);
  return { sheet: best.sheet, lead, header, groupRow, matrix, dataset };
}

/** Of sheets that fit about as well, reading one would lose the rows of the others without a word. */
const ABOUT_AS_WELL = 0.8;

function fitsAsWell(other: FoundHeader, best: FoundHeader, rows: readonly SourceRow[]): boolean {
  const hasRows = rows.some(({ row }) => row > other.header.row);
  return hasRows && other.dataset === best.dataset && other.score >= best.score * ABOUT_AS_WELL;
}

function severalTables(name: string, { title }: ImportDataset, tables: readonly { readonly sheet: string }[]): Stop {
  const sheets = tables.map(({ sheet }) => sheet);
  return new Stop(
    'mapping',
    'SEVERAL_TABLES',
    `several sheets of ${name} hold ${title.toLowerCase()}: ${sheets.join(', ')}`,
    `take one at a time, with ${sheets.map((sheet) => `--sheet ${JSON.stringify(sheet)}`).join(' or ')}`,
  );
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

/** Columns named in a message; more are counted. */
const MOST_NAMED = 3;

function unaskedMatrix(name: string, { row }: SourceRow, { by, columns }: Matrix, dataset: ImportDataset): Stop {
  const named = columns.slice(0, MOST_NAMED).map(({ title }) => `"${title}"`);
  const more = columns.length - named.length;
  const kind = by === 'country' ? 'countries' : 'periods';
  const amount = dataset.fields[dataset.total.field]?.title.toLowerCase() ?? dataset.total.field;
  return new Stop(
    'mapping',
    'MATRIX',
    `the columns ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''} of ${name} (row ${row}) are titled by ${kind}: the table is a matrix of ${amount}`,
    'read each of their filled cells as a row with --unpivot',
  );
}

function noMatrix(name: string, { row }: SourceRow, dataset: ImportDataset): Stop {
  const message =
    dataset.matrix === undefined
      ? `${dataset.name} cannot be unpivoted`
      : `${name} (row ${row}) has no two columns that are titled by a country or a period, or it has a column for the amount`;
  return new Stop('usage', 'NO_MATRIX', message, 'leave --unpivot out');
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
