// Which sheet and which row hold the header, and which dataset its columns fit.

import { importNames } from '../../datasets/catalogue.js';
import type { ImportDataset } from '../../datasets/dataset.js';
import { importDatasetNamed, loadImportDatasets } from '../../datasets/index.js';
import { type AskedHeader, type FoundHeader, findHeader } from '../../mapping/find-header.js';
import type { Matrix } from '../../mapping/matrix.js';
import { type DatasetCandidate, proposeDataset } from '../../mapping/propose/propose-dataset.js';
import { type MappingProposal, proposeMapping } from '../../mapping/propose/propose-mapping.js';
import type { SavedMapping } from '../../mapping/saved/saved-mapping.js';
import { Stop } from '../../problems/stop.js';
import type { Source } from '../../read/source/source.js';
import { cellText, type SourceRow } from '../../values/cell.js';
import type { TableRequest } from '../requests.js';
import { isClearer, noHeader, notTitles, tooFarDown } from './asked-header.js';
import { headerBelow, searchHiddenSheets, searchSheets, sheetsToSearch } from './search-sheets.js';
import {
  bestOf,
  type Candidate,
  candidatesOf,
  fitsAnything,
  fitsAsWell,
  hasClearlyMore,
  rowsBelow,
} from './weigh-sheets.js';

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
  /** What each column is taken for, and why. */
  readonly proposal: MappingProposal;
  /** Hidden sheets that hold rows of the dataset too. */
  readonly leftOut: readonly string[];
  /** Visible sheets that hold a table too, and what it looks like, as `Notes (suppliers, 10 rows)`. */
  readonly unread: readonly string[];
}

/** Asks which of the datasets the rows are; undefined where nobody answers. Those that may be meant come first. */
export type AskDataset = (names: readonly string[], header: SourceRow) => Promise<string | undefined>;

/**
 * Finds the sheet and header row that fit a dataset best; a hidden sheet only where no visible one fits.
 * Throws a Stop when none does, or when several fit as well.
 */
export async function chooseTable(
  source: Source,
  name: string,
  request: TableRequest,
  ask?: AskDataset,
): Promise<ChosenTable> {
  const wanted = request.dataset ?? request.mapping?.dataset;
  const all = await loadImportDatasets();
  const datasets = wanted === undefined ? all : [await importDatasetNamed(wanted)];
  const asked = { headerRow: request.headerRow, mapping: request.mapping };
  const names = sheetsToSearch(source, name, request.sheet);
  const searched = await searchSheets(source, names.first, datasets, asked);
  const isNamed = request.sheet !== undefined;
  const hidden = candidatesOf(await searchHiddenSheets(source, names.hidden, datasets, asked), all, isNamed);
  const visible = candidatesOf(searched, all, isNamed);
  const isFit = (one: Candidate): boolean => fits(one, wanted, all, asked);
  const fit = bestOf(visible.filter(isFit)) ?? bestOf(hidden.filter(isFit));
  const best = fit ?? bestOf(visible);
  const below = (fit ?? request.headerRow) ? undefined : await headerBelow(source, names.first, datasets, asked);
  if (below && isClearer(below.found, best?.found)) throw tooFarDown(name, below);
  if (best === undefined) throw noHeader(name, searched, request.headerRow);
  const refused = notTitles(name, best.found, findHeader(best.rows, datasets, { mapping: request.mapping }));
  if (refused) throw refused;
  const dataset = wanted === undefined ? await datasetOf(best, name, request, all, ask) : datasets[0];
  if (dataset === undefined) throw undecidedDataset(name, best.found, []);
  const beside = visible.includes(best) ? visible : hidden;
  const others = beside.filter((other) => other !== best && isAlike(other, best) && mayBeMeant(other, best));
  if (others.length > 0) throw severalTables(name, dataset, [best, ...others]);
  const { header, groupRow, matrix } = foundAs(dataset, best, request.mapping);
  const proposal = proposeMapping(header, best.rows, dataset, request.mapping);
  if (matrix !== undefined && !request.unpivot) throw unaskedMatrix(name, header, matrix, dataset);
  if (matrix === undefined && request.unpivot) throw noMatrix(name, header, dataset);
  const lead = best.rows.filter(({ row }) => row <= header.row);
  const leftOut = beside === hidden ? [] : hidden.filter((one) => isFit(one) && isAlike(one, best));
  return {
    sheet: best.sheet,
    lead,
    header,
    groupRow,
    matrix,
    dataset,
    proposal,
    leftOut: leftOut.map(({ sheet }) => sheet),
    unread: visible.flatMap((one) => (one === best ? [] : unreadTable(one, best, all))),
  };
}

/** The dataset of the rows: by the titles where they are clear, else by what the columns hold as well. Throws a Stop where neither is. */
async function datasetOf(
  { found, rows }: Candidate,
  name: string,
  { mapping }: TableRequest,
  all: readonly ImportDataset[],
  ask: AskDataset | undefined,
): Promise<ImportDataset> {
  if (found.dataset !== undefined && (found.isClear || mapping !== undefined)) return found.dataset;
  const { dataset, candidates } = proposeDataset(found.header, rows, all);
  if (dataset !== undefined) return dataset;
  const likely = candidates.map((one) => one.dataset);
  const said = await ask?.(
    [...new Set([...found.candidates, ...likely, ...all])].map((one) => one.name),
    found.header,
  );
  if (said === undefined) throw undecidedDataset(name, found, candidates);
  return importDatasetNamed(said);
}

/** The header as one of the dataset. */
function foundAs(dataset: ImportDataset, { found, rows }: Candidate, mapping: SavedMapping | undefined): FoundHeader {
  if (found.dataset === dataset || found.dataset === undefined) return found;
  return findHeader(rows, [dataset], { headerRow: found.header.row, mapping }) ?? found;
}

/** Describes a sheet that is not read: a table of some dataset, or one of clearly more rows. */
function unreadTable(other: Candidate, best: Candidate, all: readonly ImportDataset[]): readonly string[] {
  const rows = rowsBelow(other);
  const dataset = findHeader(other.rows, all)?.dataset;
  if (rows === 0 || (dataset === undefined && !hasClearlyMore(other, best))) return [];
  const count = `${other.hasMore ? 'at least ' : ''}${rows} row${rows === 1 ? '' : 's'}`;
  return [`${other.sheet} (${dataset?.title.toLowerCase() ?? 'fits no dataset'}, ${count})`];
}

/** Whether the sheet's columns fit the dataset; of a sheet that the user named, a single title is enough. */
function fits(one: Candidate, wanted: string | undefined, all: readonly ImportDataset[], asked: AskedHeader): boolean {
  if (wanted === undefined) return fitsAnything(one);
  const open = findHeader(one.rows, all, asked);
  return [open?.dataset, ...(open?.candidates ?? [])].some((dataset) => dataset?.name === wanted);
}

/** Whether rows of the dataset may be lost with the sheet: it fits as well and lacks no columns, as notes do. */
function mayBeMeant(other: Candidate, best: Candidate): boolean {
  return fitsAsWell(other, best) && !(hasClearlyMore(best, other) && other.found.missing > best.found.missing);
}

/** Whether the sheet holds rows of the same dataset. */
function isAlike({ found, rows }: Candidate, best: Candidate): boolean {
  return found.dataset === best.found.dataset && rows.some(({ row }) => row > found.header.row);
}

/** Sheets named in a message; more are counted. */
const MOST_SHEETS = 10;

function severalTables(name: string, { title }: ImportDataset, tables: readonly { readonly sheet: string }[]): Stop {
  const sheets = tables.slice(0, MOST_SHEETS).map(({ sheet }) => sheet);
  const more = tables.length > sheets.length ? ` and ${tables.length - sheets.length} more` : '';
  return new Stop(
    'mapping',
    'SEVERAL_TABLES',
    `several sheets of ${name} hold ${title.toLowerCase()}: ${sheets.join(', ')}${more}`,
    `read one at a time, with ${sheets.map((sheet) => `--sheet ${JSON.stringify(sheet)}`).join(' or ')}`,
  );
}

/** Candidates named in a message. */
const MOST_CANDIDATES = 3;

function undecidedDataset(
  name: string,
  { header, candidates }: FoundHeader,
  proposed: readonly DatasetCandidate[],
): Stop {
  const titles = header.cells.map(cellText).filter(Boolean).slice(0, 8).join(', ');
  const likely = proposed.slice(0, MOST_CANDIDATES);
  const named = candidates.length > 0 ? candidates : likely.map(({ dataset }) => dataset);
  const known = named.length > 0 ? named.map((dataset) => dataset.name) : importNames;
  const columns = `the columns of ${name} (row ${header.row}: ${titles})`;
  const speaks = likely.map(({ dataset, found, missing }) => {
    const lacking = missing.length > 0 ? `, missing ${missing.map((group) => group.join(' or ')).join(', ')}` : '';
    return `${dataset.name} (${found.join(', ')}${lacking})`;
  });
  const message =
    candidates.length > 0
      ? `${columns} fit ${known.join(' and ')} equally well`
      : named.length > 0
        ? `${columns} do not decide what the rows are: ${speaks.join('; or ')}`
        : `${columns} fit no dataset`;
  return new Stop(
    'mapping',
    'UNDECIDED_DATASET',
    message,
    `set --dataset ${known.join(' or --dataset ')}, or map the columns with --mapping FILE; carbonsheet datasets lists their columns`,
  );
}

/** Columns named in a message; more are counted. */
const MOST_NAMED = 3;

function unaskedMatrix(name: string, { row }: SourceRow, { by, columns }: Matrix, dataset: ImportDataset): Stop {
  const named = columns.slice(0, MOST_NAMED).map(({ title }) => `"${title}"`);
  const more = columns.length - named.length;
  const kind = by === 'country' ? 'countries' : 'periods';
  const amount = dataset.fields[dataset.matrix?.value ?? '']?.title.toLowerCase() ?? 'amounts';
  return new Stop(
    'mapping',
    'MATRIX',
    `the columns ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''} of ${name} (row ${row}) are titled by ${kind}: the table is a matrix of ${amount}`,
    'add --unpivot to read each of their filled cells as a row',
  );
}

function noMatrix(name: string, { row }: SourceRow, dataset: ImportDataset): Stop {
  const message =
    dataset.matrix === undefined
      ? `${dataset.name} cannot be unpivoted`
      : `${name} (row ${row}) has no two columns that are titled by a country or a period, or it has a column for the amount`;
  return new Stop('usage', 'NO_MATRIX', message, 'leave --unpivot out');
}
